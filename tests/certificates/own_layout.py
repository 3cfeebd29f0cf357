"""A layout as an operator may bring one."""

from io import BytesIO

from PIL import Image

PAGE = """
<div class="frame"><img src="dau.png" alt="">
<h1>{tên giấy}</h1><p>{lời chứng nhận}</p>
<p class="name">{họ tên}</p><p>{đơn vị}</p>
<div class="said">{nội dung}</div>
<div class="sign"><p>{ngày ký}</p><p>{chức vụ}</p><p><b>{người ký}</b></p></div>
<div class="check">{mã qr}<p>{mã}</p></div></div>
"""
STYLE = """
@page { size: A4 portrait; background: #FFFDF8 url("nen.png") no-repeat; }
body { text-align: center; }
.frame { padding: 30mm 15mm; }
.name { font-size: 26pt; color: #1D4F91; margin: 8mm 0; }
.check { position: absolute; left: 20mm; bottom: 20mm; text-align: left; font-size: 9pt; }
.sign { position: absolute; right: 20mm; bottom: 30mm; }
"""


def pictures() -> dict[str, bytes]:
    return {
        name: _picture(colour) for name, colour in (("dau.png", "#A61B22"), ("nen.png", "#EEE"))
    }


def _picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()
