// The behaviour of the harness's own page.
const byId = (id) => document.getElementById(id);
const say = (text) => { byId('said').textContent = text; };
byId('name').addEventListener('input', (event) => { byId('typed').textContent = `typed: ${event.target.value}`; });
document.querySelector('main > form').addEventListener('submit', (event) => {
  event.preventDefault();
  say(`sent: ${byId('name').value}`);
});
byId('save').addEventListener('click', () => say('clicked'));
byId('log').addEventListener('click', () => { console.error('deliberate console error'); say('logged'); });
byId('throw').addEventListener('click', () => { throw new Error('deliberate uncaught error'); });
byId('panic').addEventListener('click', () => { byId('crash').hidden = false; });
byId('alert').addEventListener('click', () => { setTimeout(() => alert('hello'), 0); });
byId('open').addEventListener('click', () => document.querySelector('dialog').showModal());
