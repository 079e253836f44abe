// Says of a badge whether its proof holds and whether it is revoked. Everything it may read comes in on standard input:
// {"badge": …, "documents": {address: document}}. Nothing is fetched.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const {badge, documents} = JSON.parse(readFileSync(0, 'utf8'));
const suite = new DataIntegrityProof({cryptosuite});

async function documentLoader(url) {
  const [base, fragment] = url.startsWith('did:') ? url.split('#') : [url, undefined];
  const whole = documents[base];
  if(!whole) {
    throw new Error(`not given: ${url}`);
  }
  const document = fragment === undefined ? whole : {
    '@context': 'https://w3id.org/security/multikey/v1',
    ...whole.verificationMethod.find(method => method.id === url)
  };
  return {contextUrl: null, documentUrl: url, document};
}

const result = await vc.verifyCredential({
  credential: badge, suite, documentLoader,
  checkStatus: options => checkStatus({...options, suite, documentLoader, verifyBitstringStatusListCredential: true})
});
const revoked = result.statusResult?.results?.some(one => one.status) ?? null;
console.log(JSON.stringify({verified: result.verified, revoked}));
