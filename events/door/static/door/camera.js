/* Reads QR codes from the camera: with the browser's own reader where it has one, else with ours. */
const PAUSE = 150;

export class Camera {
  constructor(video, decoder, onCode) {
    this.video = video;
    this.decoder = decoder;
    this.onCode = onCode;
  }

  get isOn() {
    return Boolean(this.stream);
  }

  async start() {
    const facing = { video: { facingMode: "environment" }, audio: false };
    this.stream = await navigator.mediaDevices.getUserMedia(facing);
    this.reader = await readerFor(this.decoder);
    this.video.srcObject = this.stream;
    this.video.hidden = false;
    await this.video.play();
    this.look();
  }

  stop() {
    for (const track of this.stream?.getTracks() || []) track.stop();
    this.stream = null;
    this.video.hidden = true;
  }

  async look() {
    while (this.stream) {
      const codes = await this.reader.detect(this.video).catch(() => []);
      if (this.stream && codes.length) await this.onCode(codes[0].rawValue);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }
}

async function readerFor(decoder) {
  const formats = await window.BarcodeDetector?.getSupportedFormats?.().catch(() => []);
  const Reader = formats?.includes("qr_code") ? window.BarcodeDetector : (await import(decoder)).BarcodeDetector;
  return new Reader({ formats: ["qr_code"] });
}
