// Keeps what goes wrong in this document; WebKitGTK's driver has no other way to read the console.
// Answers what was kept since the last call.
if (!window.e2eErrors) {
  const kept = (window.e2eErrors = []);
  const original = console.error;
  console.error = (...parts) => {
    kept.push(`console.error: ${parts.map(String).join(' ')}`);
    original.apply(console, parts);
  };
  addEventListener('error', (event) => kept.push(`uncaught: ${event.message}`));
  addEventListener('unhandledrejection', (event) => kept.push(`unhandled rejection: ${event.reason}`));
  addEventListener('securitypolicyviolation', (event) => kept.push(`${event.effectiveDirective} stopped ${event.blockedURI}`));
}
return window.e2eErrors.splice(0);
