"""A course with a SCORM 1.2 package that tries to get out of its frame."""

from courses.models import Course
from tests.factories.packages import (
    API_12,
    SCO,
    cmi5,
    make_package_course,
    scorm_12,
    scorm_2004,
)

SLUG = "khoa-goi"
OUTSIDE = "https://ngoai.test"
TRIES = """<p id="thu"></p><img src="https://ngoai.test/hinh.png" alt="">
<script>
  const said = {};
  const tell = (name, value) => {
    said[name] = value;
    document.getElementById('thu').textContent = Object.entries(said).sort().join(' ');
  };
  const reach = (name, address) =>
    fetch(address).then(() => tell(name, 'lọt'), () => tell(name, 'chặn'));
  reach('ngoài', 'https://ngoai.test/?gui=1');
  reach('máy chủ', '/api/v1/session/');
  fetch('them.json').then((one) => one.json()).then(({ a }) => tell('tệp', a));
  try { tell('trang', parent.document.title); } catch { tell('trang', 'chặn'); }
  tell('cửa sổ', open('https://ngoai.test/mo') ? 'mở' : 'chặn');
  try { top.location = 'https://ngoai.test/tren'; } catch { tell('trên', 'chặn'); }
  new Image().src = 'https://ngoai.test/anh?gui=2';
  navigator.sendBeacon('https://ngoai.test/bao');
  tell('gọi', typeof RTCPeerConnection === 'undefined' ? 'chặn' : 'được');
  localStorage.setItem('a', 'tạm');
  tell('nhớ', localStorage.getItem('a'));
  document.cookie = 'c=1';
  tell('bánh', document.cookie);
</script>
<a href="https://ngoai.test/dan" target="_top">Lên trên</a>
<button onclick="location = 'https://ngoai.test/di'">Đi ra</button>"""
SLUG_2004 = "khoa-goi-hai"
SLUG_CMI5 = "khoa-goi-ba"
# Reads what was kept, keeps something, tells that it was completed and passed.
AU = """<!doctype html><html><head><title>cmi5</title></head><body>
<h1 id="status">chưa nối</h1><button id="done">Xong</button>
<script type="module">
  const asked = new URLSearchParams(location.search);
  const said = await (await fetch(asked.get('fetch'), { method: 'POST' })).json();
  const headers = {
    Authorization: `Basic ${said['auth-token']}`,
    'Content-Type': 'application/json',
    'X-Experience-API-Version': '1.0.3',
  };
  const state = `${asked.get('endpoint')}activities/state?stateId=cho`;
  const kept = await fetch(state, { headers });
  document.getElementById('status').textContent =
    kept.ok ? 'nhớ ' + (await kept.json()).trang : 'mới';
  document.getElementById('done').onclick = async () => {
    await fetch(state, { method: 'PUT', headers, body: '{"trang": 7}' });
    for (const verb of ['completed', 'passed']) {
      const statement = {
        actor: JSON.parse(asked.get('actor')),
        verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
        object: { id: asked.get('activityId') },
        context: { registration: asked.get('registration') },
      };
      const body = JSON.stringify([statement]);
      await fetch(`${asked.get('endpoint')}statements`, { method: 'POST', headers, body });
    }
    document.getElementById('status').textContent = 'đã xong';
  };
</script></body></html>"""


def make() -> None:
    """Once, however often it is asked for."""
    if not Course.objects.filter(slug=SLUG).exists():
        page = (SCO % API_12).replace("</body>", f"{TRIES}</body>")
        make_package_course(scorm_12(page, **{"a/them.json": '{"a": "được"}'}), SLUG)
        make_package_course(scorm_2004(), SLUG_2004)
        make_package_course(cmi5(AU), SLUG_CMI5)
