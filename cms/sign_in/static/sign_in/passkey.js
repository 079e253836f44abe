// Says on the page what allauth's script would only say to the console: that a passkey was not used or made.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  const said = document.querySelector('[data-passkey-error]');
  if (said) said.hidden = false;
});
