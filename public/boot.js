// Starts the console. An own file, because the content security policy refuses inline scripts.

// Leptos builds static parts of its views with a template's innerHTML. This policy lets such markup pass and nothing
// that could run or load something; scripts have no policy at all, their addresses must be our own.
const FORBIDDEN = /<\s*(script|iframe|object|embed|meta|link|base|form\s[^>]*action)|\son\w+\s*=|javascript:/i;
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (html) => {
    if (FORBIDDEN.test(html)) throw new TypeError('markup refused');
    return html;
  },
  createScriptURL: (url) => {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError('script address refused');
    return url;
  },
});

const crash = document.getElementById('crash');
crash.querySelector('button').addEventListener('click', () => location.reload());

const address = (selector) => document.querySelector(selector).href;
const RETRIED = 'sps-boot-retried';
const storage = (use) => { try { return use(sessionStorage); } catch { return null; /* blocked storage: no second try */ } };
try {
  const { default: start } = await import(address('link[rel=modulepreload]'));
  await start({ module_or_path: address('link[rel=preload][as=fetch]') });
  storage((s) => s.removeItem(RETRIED));
} catch (error) {
  // After an upgrade the hashed files this page names may be gone: one reload brings the new page.
  const first = storage((s) => { const none = !s.getItem(RETRIED); s.setItem(RETRIED, '1'); return none; });
  if (first) location.reload();
  else crash.hidden = false;
  console.error(error);
}
