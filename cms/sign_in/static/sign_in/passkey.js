// Says on the page what allauth's script would only say to the console: that a passkey was not used or made.
// Browsers make no passkeys for an address that is a number.
const isNumber = /^[\d.]+$|:/.test(location.hostname);

document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  const said = document.querySelector(isNumber ? '[data-passkey-address]' : '[data-passkey-error]');
  if (said) said.hidden = false;
});
