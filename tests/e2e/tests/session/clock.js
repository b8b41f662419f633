// Runs before the page's own scripts: the clocks of the machine, to be moved by the test, and a list of all requests.
(() => {
  const wallNow = Date.now.bind(Date), steadyNow = performance.now.bind(performance);
  const fetchNow = window.fetch.bind(window), every = window.setInterval.bind(window);
  const RealDate = Date;
  // How far each clock, and the world outside, is ahead of the real time, in milliseconds.
  let wall = 0, steady = 0, world = 0;
  const timers = [];
  window.Date = class extends RealDate {
    constructor(...given) { if (given.length) super(...given); else super(wallNow() + wall); }
    static now() { return wallNow() + wall; }
  };
  performance.now = () => steadyNow() + steady;
  window.setInterval = (act, ...rest) => { timers.push(act); return every(act, ...rest); };
  // What waits is due when its time has passed here or in truth, whichever comes first.
  const later = window.setTimeout.bind(window), never = window.clearTimeout.bind(window);
  const waiting = new Map();
  window.setTimeout = (act, delay = 0, ...given) => {
    const id = later(() => { waiting.delete(id); act(...given); }, delay);
    waiting.set(id, { due: performance.now() + delay, act: () => act(...given) });
    return id;
  };
  window.clearTimeout = (id) => { waiting.delete(id); never(id); };
  const fire = () => {
    const due = [...waiting].filter(([, one]) => one.due <= performance.now()).sort((a, b) => a[1].due - b[1].due);
    for (const [id, one] of due) {
      if (!waiting.delete(id)) continue;
      never(id);
      one.act();
    }
  };

  const requests = [];
  window.fetch = async (asked, options) => {
    const request = asked instanceof Request ? asked : new Request(asked, options);
    const path = new URL(request.url).pathname;
    requests.push({ path, method: request.method, anonymous: request.credentials === 'omit' });
    const answer = await fetchNow(asked, options);
    if (!path.startsWith('/console/gw/')) return answer;
    // The gateway lives in the world outside, where the time passes that passes here.
    const headers = new Headers(answer.headers);
    headers.set('Date', new RealDate(RealDate.parse(headers.get('Date')) + world).toUTCString());
    let body = answer.status === 204 ? null : await answer.text();
    if (path === '/console/gw/info' && sessionStorage.getItem('e2e-no-extension')) {
      body = JSON.stringify({ ...JSON.parse(body), extend_on_activity: false });
    }
    return new Response(body, { status: answer.status, headers });
  };

  const look = () => { for (const act of timers) act(); fire(); };
  const settle = () => new Promise((done) => later(done, 0));
  window.e2e = {
    requests,
    // Those of a session: not the anonymous ones, not the gateway's own, not the list of methods to sign in with.
    counting: () => requests.filter((one) => !one.anonymous && one.path.startsWith('/api/')
      && !one.path.startsWith('/api/authentication')),
    look,
    // Time passes with the machine awake, a second at a time.
    async pass(seconds) {
      for (let second = 0; second < seconds; second += 1) {
        window.e2e.passMs(1000);
        if (second % 30 === 0) await settle();
      }
      await settle();
    },
    passMs(ms) {
      wall += ms; steady += ms; world += ms;
      look();
    },
    // The machine sleeps; nothing runs. In some engines the steady clock stands still meanwhile.
    sleep(seconds, standsStill) {
      wall += seconds * 1000; world += seconds * 1000;
      if (!standsStill) steady += seconds * 1000;
    },
    setWallClock(seconds) { wall += seconds * 1000; },
    // What the clock of the page shows, and how much time has passed in the world outside; both in seconds.
    shown() {
      look();
      const [minutes, seconds] = document.querySelector('[role=timer]').textContent.split(':').map(Number);
      return [minutes * 60 + seconds, (steadyNow() + world) / 1000];
    },
  };
})();
