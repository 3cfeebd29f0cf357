"""A course with a SCORM 1.2 package that tries to get out of its frame."""

from courses.models import Course
from tests.factories.packages import API_12, SCO, make_package_course, scorm_12

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
  localStorage.setItem('a', 'tạm');
  tell('nhớ', localStorage.getItem('a'));
  document.cookie = 'c=1';
  tell('bánh', document.cookie);
</script>
<button onclick="location = 'https://ngoai.test/di'">Đi ra</button>"""


def make() -> None:
    """Once, however often it is asked for."""
    if not Course.objects.filter(slug=SLUG).exists():
        page = (SCO % API_12).replace("</body>", f"{TRIES}</body>")
        make_package_course(scorm_12(page, **{"a/them.json": '{"a": "được"}'}), SLUG)
