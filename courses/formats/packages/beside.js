/* Runs in front of a package's own scripts, in a frame that has no origin: gives them the API of
 * their format, memory instead of storage, and tells the player outside what they have said.
 * MODEL stands before this file: by format and element, what a value may be. */
(() => {
  'use strict';

  const forgetful = () => {
    const kept = new Map();
    return {
      getItem: (name) => (kept.has(String(name)) ? kept.get(String(name)) : null),
      setItem: (name, value) => void kept.set(String(name), String(value)),
      removeItem: (name) => void kept.delete(String(name)),
      clear: () => kept.clear(),
      key: (place) => [...kept.keys()][place] ?? null,
      get length() {
        return kept.size;
      },
    };
  };
  const give = (target, name, value) => {
    try {
      Object.defineProperty(target, name, { configurable: true, ...value });
    } catch {
      // the browser keeps its own
    }
  };
  // Content policies of today's browsers say nothing of calls between machines.
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) {
    give(window, name, { value: undefined });
  }
  /** No origin, or a browser that gives frames of other hosts no storage. */
  const isForgetful = () => {
    try {
      return self.origin === 'null' || !window.localStorage;
    } catch {
      return true;
    }
  };
  if (isForgetful()) {
    for (const name of ['localStorage', 'sessionStorage']) {
      const store = forgetful();
      give(window, name, { get: () => store });
    }
    let cookies = '';
    give(document, 'cookie', {
      get: () => cookies,
      set: (said) => {
        const [name] = String(said).split('=');
        const others = cookies.split('; ').filter((one) => one && !one.startsWith(`${name}=`));
        cookies = [...others, String(said).split(';')[0]].join('; ');
      },
    });
  }

  let start = null;
  try {
    start = JSON.parse(window.name);
  } catch {
    // opened by nobody of ours
  }
  if (!start || start.by !== 'hoc-so' || !MODEL[start.format]) return;

  const kinds = MODEL[start.format];
  const is12 = start.format === 'scorm12';
  const values = new Map(Object.entries(start.values));
  const LONGEST = 190_000;
  const fixed = is12
    ? {
        'cmi.core.student_id': start.learner,
        'cmi.core.student_name': start.name,
        'cmi.core.credit': 'credit',
        'cmi.core.lesson_mode': start.mode,
        'cmi.launch_data': start.launchData,
        'cmi.comments_from_lms': '',
        'cmi.student_data.mastery_score': start.mastery,
        'cmi.student_data.max_time_allowed': '',
        'cmi.student_data.time_limit_action': 'continue,no message',
        'cmi._version': '3.4',
      }
    : {
        'cmi.learner_id': start.learner,
        'cmi.learner_name': start.name,
        'cmi.credit': 'credit',
        'cmi.mode': start.mode,
        'cmi.launch_data': start.launchData,
        'cmi.scaled_passing_score': start.mastery,
        'cmi.completion_threshold': '',
        'cmi.max_time_allowed': '',
        'cmi.time_limit_action': 'continue,no message',
        'cmi._version': '1.0',
      };
  const firsts = is12
    ? { 'cmi.core.lesson_status': 'not attempted', 'cmi.core.total_time': '0000:00:00.00' }
    : {
        'cmi.completion_status': 'unknown',
        'cmi.success_status': 'unknown',
        'cmi.total_time': 'PT0S',
      };
  const unwritable = /\.(entry|total_time)$/;
  const unreadable = /^(cmi\.core\.(exit|session_time)|cmi\.(exit|session_time))$/;
  const codes = is12
    ? { begun: 101, before: 301, over: 301, unknown: 401, fixed: 403, secret: 404, wrong: 405 }
    : { begun: 103, before: 122, over: 123, unknown: 401, fixed: 404, secret: 405, wrong: 406 };
  const telling = {
    0: 'No error',
    101: 'General exception',
    103: 'Already initialized',
    122: 'Not initialized',
    123: 'After termination',
    301: 'Not initialized',
    401: 'Not implemented',
    403: 'Element is read only',
    404: is12 ? 'Element is write only' : 'Element is read only',
    405: is12 ? 'Incorrect data type' : 'Element is write only',
    406: 'Incorrect data type',
  };
  let stage = 'before';
  let error = 0;

  const shapeOf = (element) => element.replace(/\.\d{1,6}(?=\.)/g, '.n');
  const span12 = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
  const span2004 =
    /^P(\d{1,3}Y)?(\d{1,3}M)?(\d{1,5}D)?(T(\d{1,6}H)?(\d{1,8}M)?(\d{1,10}(\.\d{1,6})?S)?)?$/;
  const isNumber = ([least, most], value) =>
    value === '' ||
    (/^[+-]?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})$/.test(value) && value >= least && value <= most);
  function fits(kind, value) {
    if ('text' in kind) return [...value].length <= kind.text;
    if ('words' in kind && kind.words.includes(value)) return true;
    if ('number' in kind) return isNumber(kind.number, value);
    return 'span' in kind && (value === '' || span12.test(value) || span2004.test(value));
  }

  const all = () => ({ ...start, values: Object.fromEntries(values) });
  function keep() {
    window.name = JSON.stringify(all());
  }
  function tell(what) {
    keep();
    const message = { by: 'hoc-so', nonce: start.nonce, what, values: all().values };
    window.top.postMessage(message, start.player);
  }
  const failed = (code, answer) => {
    error = code;
    return answer;
  };
  const isRunning = () => stage === 'running' || failed(codes[stage] ?? codes.over, false);

  function begin() {
    if (stage === 'running') return failed(codes.begun, 'false');
    stage = 'running';
    return failed(0, 'true');
  }
  function end() {
    if (!isRunning()) return 'false';
    const status = 'cmi.core.lesson_status';
    // What never said how it went was completed by being left, as SCORM 1.2 has it.
    if (is12 && !values.get(status)) values.set(status, 'completed');
    stage = 'over';
    tell('end');
    return failed(0, 'true');
  }
  function count(rows) {
    const depth = rows.split('.').length;
    const found = [...values.keys()]
      .filter((one) => one.startsWith(`${rows}.`))
      .map((one) => Number(one.split('.')[depth]));
    return found.length ? Math.max(...found) + 1 : 0;
  }
  function read(element) {
    if (!isRunning()) return '';
    if (element.endsWith('._count')) return failed(0, String(count(element.slice(0, -7))));
    if (element.endsWith('._children')) {
      const above = shapeOf(element.replace(/_children$/, ''));
      const below = Object.keys(kinds)
        .filter((one) => one.startsWith(above) || one.startsWith(`${above}n.`))
        .map((one) => one.slice(above.length).replace(/^n\./, '').split('.')[0]);
      return failed(0, [...new Set(below)].join(','));
    }
    if (element in fixed) return failed(0, fixed[element]);
    if (unreadable.test(element)) return failed(codes.secret, '');
    if (!kinds[shapeOf(element)]) return failed(codes.unknown, '');
    return failed(0, values.get(element) || firsts[element] || '');
  }
  function write(element, said) {
    if (!isRunning()) return 'false';
    const value = String(said ?? '').replace(/[\0\ud800-\udfff]/gu, '');
    const kind = kinds[shapeOf(element)];
    if (element in fixed || unwritable.test(element)) return failed(codes.fixed, 'false');
    if (!kind) return failed(codes.unknown, 'false');
    const size = [...values].reduce((sum, [one, told]) => sum + one.length + told.length, 0);
    if (!fits(kind, value) || size + value.length > LONGEST) return failed(codes.wrong, 'false');
    values.set(element, value);
    soon();
    return failed(0, 'true');
  }
  let waiting = 0;
  /** What content forgets to commit is told a moment later all the same. */
  function soon() {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(() => tell('commit'), 2_000);
  }
  function commit() {
    if (!isRunning()) return 'false';
    clearTimeout(waiting);
    tell('commit');
    return failed(0, 'true');
  }
  addEventListener('pagehide', () => {
    if (stage === 'running') tell('commit');
  });

  const last = () => String(error);
  const text = (code) => telling[code] ?? '';
  if (is12) {
    window.API = {
      LMSInitialize: begin,
      LMSFinish: end,
      LMSGetValue: (element) => read(String(element)),
      LMSSetValue: (element, value) => write(String(element), value),
      LMSCommit: commit,
      LMSGetLastError: last,
      LMSGetErrorString: text,
      LMSGetDiagnostic: text,
    };
  } else {
    window.API_1484_11 = {
      Initialize: begin,
      Terminate: end,
      GetValue: (element) => read(String(element)),
      SetValue: (element, value) => write(String(element), value),
      Commit: commit,
      GetLastError: last,
      GetErrorString: text,
      GetDiagnostic: text,
    };
  }
  // Frames inside have no origin in common with this one: they begin with what is known here.
  const share = (node) => {
    if (node.nodeName === 'IFRAME' && !node.name) node.name = JSON.stringify(all());
    for (const frame of node.querySelectorAll?.('iframe') ?? []) share(frame);
  };
  if (self.origin === 'null') {
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) addedNodes.forEach(share);
    }).observe(document, { childList: true, subtree: true });
  }
})();
