"""Every address × every role × every method. What is not allowed here is forbidden.

An address without an expectation fails, so a new one is thought about before it ships.
"""

from copy import deepcopy

import pytest
from django.contrib import admin
from django.db import transaction
from django.utils import timezone

from backend.certificates.signing import make_signing_key
from backend.messaging.actions.message import NewMessage, write_message
from backend.messaging.enums import MessageKind
from backend.portal.models import News
from tests.addresses import all_addresses
from tests.quizzes.device import Device
from tests.world import ROLES, make_world

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "patch", "delete")
# What a method does not do, it does not do for anybody: three roles stand for all.
SAMPLE = ("anonymous", "participant", "staff")
REFUSED = {401, 403, 404, 405}
OF_COURSES = ("api/v1/courses/", "api/v1/authoring/", "khoa-hoc/", "soan-khoa-hoc/")
LOOK = {"GET": "200 200 200 200 200 200 200"}
OWN = {"GET": "401 200 200 200 200 200 200"}
OWN_ADMIN = {"GET": "401 404 404 404 404 400 404"}
IMPORTS = {"GET": "401 404 404 404 200 200 200"}
FORM = {"POST": "400 400 400 400 400 400 400"}
DESK = {"GET": "401 404 404 404 200 404 200"}
TEACH = {"GET": "401 404 404 200 200 404 200"}
COHORT = "api/v1/teaching/cohorts/<uuid:uuid>/"
WRITTEN = "api/v1/authoring/courses/<slug:slug>/"
WRITE = "401 404 404 400 400 404 400"
TEMPLATES = "api/v1/desk/contests/<slug:slug>/certificate-templates/"
WATCH = "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/"

# anonymous, participant (the owner), other participant, trainer, organiser, organisation admin,
# staff. "POST" is sent with an empty body: 400 means that the role may try.
EXPECTED = {
    "": LOOK,
    "quyen-rieng-tu/": LOOK,
    "mat-mang/": LOOK,
    "ngon-ngu/": {
        "GET": "302 302 302 302 302 302 302",
        "POST": "302 302 302 302 302 302 302",
        "PUT": "302 302 302 302 302 302 302",
        "PATCH": "302 302 302 302 302 302 302",
        "DELETE": "302 302 302 302 302 302 302",
    },
    "chung-nhan/": LOOK,
    "chung-nhan/<str:code>/": LOOK,
    "chung-nhan/<str:code>/anh.png": LOOK,
    "cuoc-thi/<slug:slug>/": LOOK,
    "cuoc-thi/<slug:slug>/the-le/": LOOK,
    "cuoc-thi/<slug:slug>/ket-qua/<int:number>/": {},
    "cuoc-thi/<slug:slug>/ket-qua/<int:number>/dap-an/": {},
    "cuoc-thi/<slug:slug>/ket-qua/chung-cuoc/": {},
    # of no package
    "goi-hoc/<str:token>/<path:path>": {},
    "goi-hoc/<str:token>/__fetch/<int:launch>/": {},
    "goi-hoc/<str:token>/__xapi/<int:launch>/<int:unit>/<path:name>": {},
    "m/<str:code>/": {},  # the code of another thing
    "dang-ky/": LOOK,
    "dang-nhap/": LOOK,
    "toi/": LOOK,
    "luyen-tap/": LOOK,
    "tu-danh-gia/": LOOK,
    "tin-nhan/": LOOK,
    "toi/ghi-chu/": LOOK,
    "khoa-hoc/<slug:slug>/ghi-chu/": LOOK,
    "api/v1/me/notes/": OWN,
    "api/v1/me/badges/": {**OWN, "PUT": "401 400 400 400 400 400 400"},
    "api/v1/me/notes/text/": OWN,
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/note/": {
        **OWN,
        "PUT": "401 400 400 400 400 400 400",
    },
    "ngung-nhan-tin/<str:token>/": {
        "GET": "200 200 200 200 200 200 200",
        "POST": "400 400 400 400 400 400 400",  # of no letter
    },
    "api/v1/me/messages/": OWN,
    "api/v1/me/messages/read/": {"POST": "401 200 200 200 200 200 200"},
    "api/v1/me/contact-choices/": {**OWN, "PATCH": "401 200 200 200 200 200 200"},
    "api/v1/teaching/questions/": {"GET": "401 403 403 200 200 200 200"},
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/posts/": {
        "GET": "401 200 404 404 404 404 200",
        "POST": "401 400 404 404 404 404 400",
    },
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/posts/visit/": {
        "POST": "401 204 404 404 404 404 204",
    },
    **{
        f"api/v1/courses/<slug:slug>/posts/<uuid:uuid>/{part}": {}  # of another course
        for part in ("", "report/", "hide/", "pin/")
    },
    "api/v1/teaching/works/": {"GET": "401 403 403 200 200 200 200"},
    "api/v1/teaching/works/<uuid:uuid>/": {},  # of nobody
    "api/v1/teaching/works/<uuid:uuid>/judgement/": {},
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/parts/<slug:part>/works/": {
        "GET": "401 404 409 409 409 409 409",  # not enrolled
        "POST": "401 400 400 400 400 400 400",
    },
    f"{COHORT}messages/": {**TEACH, "POST": "401 404 404 400 400 404 400"},
    f"{COHORT}messages/preview/": {"POST": "401 404 404 400 400 404 400"},
    f"{COHORT}messages/<uuid:message>/people/": {},  # of no message
    "tim/": LOOK,
    "tin/": LOOK,
    "tin/atom.xml": LOOK,
    "tin/<slug:slug>/": {},  # the slug of another thing
    "sitemap.xml": LOOK,
    "lo-trinh/": LOOK,
    "lo-trinh/<slug:slug>/": {},  # the slug of another thing
    "khoa-hoc/": LOOK,
    "khoa-hoc/<slug:slug>/": LOOK,
    "khoa-hoc/<slug:slug>/hoc/": LOOK,
    "khoa-hoc/<slug:slug>/bai/<slug:key>/": LOOK,
    "khoa-hoc/<slug:slug>/kiem-tra/": LOOK,
    "api/v1/me/home/": OWN,
    "api/v1/assessment/": LOOK,
    "api/v1/assessment/advice/": FORM,
    "api/v1/assessment/<uuid:uuid>/": {
        "PUT": "401 400 400 400 400 400 400",
        "DELETE": "401 404 404 404 404 404 404",
    },
    "api/v1/practice/": LOOK,
    "api/v1/practice/items/": LOOK,
    "api/v1/practice/answers/": FORM,
    "don-vi/": LOOK,
    "cham-bai/": {"GET": "302 200 200 200 200 200 200"},
    "cham-bai/<slug:slug>/": {"GET": "302 404 404 404 200 404 200"},
    "ma-moi/": LOOK,
    "bai-lam/<uuid:uuid>/": LOOK,
    "cuoc-thi/<slug:slug>/lam-bai/": LOOK,
    "cuoc-thi/<slug:slug>/bang-xep-hang/": LOOK,
    "man-hinh/<slug:slug>/": LOOK,
    "ngan-hang/": {"GET": "302 403 403 200 403 403 200"},
    "ngan-hang/<path:rest>/": {"GET": "302 403 403 200 403 403 200"},
    "soan-khoa-hoc/": {"GET": "302 403 403 200 200 403 200"},
    "soan-khoa-hoc/<path:rest>/": {"GET": "302 403 403 200 200 403 200"},
    "ban-to-chuc/": {"GET": "302 403 403 403 200 403 200"},
    "ban-to-chuc/tao/": {"GET": "302 403 403 403 200 403 200"},
    "ban-to-chuc/<slug:slug>/": {"GET": "302 404 404 404 200 404 200"},
    "ban-to-chuc/<slug:slug>/<slug:tab>/": {"GET": "302 404 404 404 200 404 200"},
    "ban-to-chuc/<slug:slug>/xem-truoc/": {"GET": "302 404 404 404 200 404 200"},
    "cuoc-thi/<slug:slug>/anh-bia.webp": {},
    "hinh/<str:digest>.webp": {},
    "so-do/<str:digest>.svg": {},  # of nothing drawn
    "tep/<slug:purpose>/<str:digest>/<str:member>": {},  # of nothing prepared
    **{
        f"api/v1/bank/form-sets/{part}": {"GET": "401 403 403 200 403 403 200"}
        for part in ("availability/", "rounds/", "<uuid:uuid>/")
    },
    "api/v1/bank/form-sets/": {
        "GET": "401 403 403 200 403 403 200",
        "POST": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/form-sets/trial/": {"POST": "401 403 403 400 403 403 400"},
    "api/v1/bank/form-sets/<uuid:uuid>/forms/<int:number>/page/": {
        "GET": "401 403 403 200 403 403 200"
    },
    "api/v1/bank/form-sets/<uuid:uuid>/forms/<int:number>/print/": {
        "POST": "401 403 403 202 403 403 202"
    },
    **{
        f"api/v1/bank/form-sets/<uuid:uuid>/forms/<int:number>/{step}/": {
            "POST": "401 403 403 400 403 403 400"
        }
        for step in ("replace", "use")
    },
    "api/v1/bank/form-sets/<uuid:uuid>/forms/<int:number>/paper.pdf": {},  # not printed yet
    "api/v1/bank/statistics/rounds/": {"GET": "401 403 403 200 200 403 200"},
    "api/v1/bank/statistics/rounds/<uuid:uuid>/": {
        "GET": "401 404 404 200 200 404 200",
        "POST": "401 404 404 202 202 404 202",
    },
    "api/v1/bank/statistics/rounds/<uuid:uuid>/figures.xlsx": {
        "GET": "401 404 404 200 200 404 200"
    },
    "api/v1/bank/statistics/items/<slug:code>/": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/checks/": {"POST": "401 403 403 400 403 403 400"},
    "api/v1/bank/report/": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/vocabulary/": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/filters/": {
        "GET": "401 403 403 200 403 403 200",
        "POST": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/filters/<uuid:uuid>/": {},  # another person's
    "api/v1/bank/key-changes/": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/key-changes/<uuid:uuid>/decide/": {},  # of no wish
    "api/v1/bank/items/facets/": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/items/bulk/": {
        "GET": "401 403 403 200 403 403 200",
        "POST": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/items/bulk/submit/": {"POST": "401 403 403 400 403 403 400"},
    "api/v1/bank/items/bulk/<uuid:uuid>/undo/": {},  # of no change
    "api/v1/bank/items/<slug:code>/key-changes/": {"POST": "401 403 403 400 403 403 400"},
    "api/v1/bank/items/": {
        "GET": "401 403 403 200 403 403 200",
        "POST": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/items/<slug:code>/": {
        "GET": "401 403 403 200 403 403 200",
        "PATCH": "401 403 403 200 403 403 200",
    },
    "api/v1/bank/items/<slug:code>/draft/": {
        "PUT": "401 403 403 400 403 403 400",
        "DELETE": "401 403 403 400 403 403 400",
    },
    **{
        f"api/v1/bank/items/<slug:code>/{step}": {"POST": "401 403 403 400 403 403 400"}
        for step in ("draft/restore/", "submit/", "review/", "comments/")
    },
    "api/v1/bank/items/<slug:code>/retire/": {"POST": "401 403 403 200 403 403 200"},
    "api/v1/bank/items/<slug:code>/restore/": {"POST": "401 403 403 409 403 403 409"},
    "api/v1/bank/items/<slug:code>/comments/<uuid:uuid>/settle/": {},  # of no comment
    "api/v1/bank/items/<slug:code>/versions/<int:number>/": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/imports/": {
        "GET": "401 403 403 200 403 403 200",
        "POST": "401 403 403 415 403 403 415",
    },
    "api/v1/bank/imports/template.xlsx": {"GET": "401 403 403 200 403 403 200"},
    "api/v1/bank/imports/<uuid:uuid>/": {
        "GET": "401 403 403 200 403 403 200",
        "PATCH": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/imports/<uuid:uuid>/rows/": {
        "GET": "401 403 403 200 403 403 200",
        "PATCH": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/imports/<uuid:uuid>/rows/<int:place>/": {"PUT": "401 403 403 400 403 403 400"},
    "api/v1/bank/imports/<uuid:uuid>/apply/": {"POST": "401 403 403 400 403 403 400"},
    "api/v1/bank/imports/<uuid:uuid>/undo/": {"POST": "401 403 403 409 403 403 409"},
    "api/v1/bank/exports/": {
        "GET": "401 403 403 200 403 403 200",
        "POST": "401 403 403 400 403 403 400",
    },
    "api/v1/bank/exports/<uuid:uuid>/": {},  # of nobody here
    "api/v1/bank/exports/<uuid:uuid>/file/": {},
    "api/v1/bank/pictures/": {"POST": "401 403 403 415 403 403 415"},
    "api/v1/desk/organisations/<uuid:uuid>/": DESK,
    "api/v1/desk/organisations/<uuid:uuid>/rename/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/organisations/<uuid:uuid>/rename/undo/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/organisations/<uuid:uuid>/move/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/organisations/<uuid:uuid>/merge/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/own-organisations/": {"GET": "401 403 403 403 200 403 200"},
    "api/v1/desk/contests/": {
        "GET": "401 403 403 403 200 403 200",
        "POST": "401 403 403 403 400 403 400",
    },
    "api/v1/desk/contests/<slug:slug>/": DESK | {"PATCH": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/clone/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/checklist/": DESK,
    "api/v1/desk/contests/<slug:slug>/sightings/": DESK,
    "api/v1/desk/contests/<slug:slug>/key-changes/": DESK,
    "api/v1/desk/contests/<slug:slug>/audit/": DESK,
    "api/v1/desk/contests/<slug:slug>/audit/chain/": DESK,
    "api/v1/desk/contests/<slug:slug>/audit.xlsx": DESK,
    "api/v1/desk/contests/<slug:slug>/possible-committee/": DESK,
    "api/v1/desk/contests/<slug:slug>/publication/": {
        "POST": "401 404 404 404 200 404 200",
        "DELETE": "401 404 404 404 409 404 409",
    },
    "api/v1/desk/contests/<slug:slug>/banner/": {
        "PUT": "401 404 404 404 415 404 415",
        "DELETE": "401 404 404 404 200 404 200",
    },
    "api/v1/desk/contests/<slug:slug>/pool/": DESK | {"PUT": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/forms/": DESK,
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/form/": {
        "PUT": "401 404 404 404 400 404 400"
    },
    "api/v1/desk/contests/<slug:slug>/rounds/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/rounds/weekly/": {"PUT": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/organisations/": DESK,
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/organisations.xlsx": DESK,
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/": {
        "PATCH": "401 404 404 404 200 404 200",
        "DELETE": "401 404 404 404 409 404 409",
    },
    "api/v1/desk/contests/<slug:slug>/rulebook/": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/rulebook/schema/": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/rulebook/presets/": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/rulebook/summary/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/rulebook/trial/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/rulebook/versions/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/rulebook/simulation/": {
        "POST": "401 404 404 404 400 404 400"
    },
    **{
        f"api/v1/desk/contests/<slug:slug>/rounds/<int:number>/decision/{step}": {
            "POST": "401 404 404 404 400 404 400"
        }
        for step in (
            "rank/",
            "review/",
            "approve/",
            "return/",
            "publish/",
            "draw/",
            "draw/seed/",
            "void/",
            "regrades/",
            "regrades/<int:run>/discard/",
        )
    },
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/decision/": DESK,
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/decision/items/": DESK,
    # there is no ranking yet, and the first run is no proposal
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/decision/exclusions/": {},
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/decision/changes/": {},
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/decision/regrades/<int:run>/apply/": {
        "POST": "401 404 404 404 409 404 409"
    },
    "api/v1/desk/essays/": OWN,
    "api/v1/desk/contests/<slug:slug>/essays/": DESK,
    "api/v1/desk/contests/<slug:slug>/essays/comments/": DESK,
    "api/v1/desk/contests/<slug:slug>/essays/next/": {"POST": "401 404 404 404 204 404 204"},
    "api/v1/desk/contests/<slug:slug>/essays/<uuid:uuid>/mark/": {},
    "api/v1/desk/contests/<slug:slug>/hall/": DESK | {"PUT": "401 404 404 404 400 404 400"},
    f"{WATCH}live/": DESK,
    f"{WATCH}live/late/": DESK,
    f"{WATCH}live/people/": DESK,
    f"{WATCH}extensions/": {"POST": "401 404 404 404 400 404 400"},
    f"{WATCH}pause/": {"POST": "401 404 404 404 400 404 400"},
    f"{WATCH}resume/": {"POST": "401 404 404 404 409 404 409"},
    f"{WATCH}freeze/": {"POST": "401 404 404 404 400 404 400"},
    f"{WATCH}thaw/": {"POST": "401 404 404 404 400 404 400"},
    f"{WATCH}announcements/": {"POST": "401 404 404 404 400 404 400"},
    f"{WATCH}announcements/<uuid:uuid>/withdrawal/": {},  # of nothing that was announced
    "api/v1/teaching/cohorts/": {
        "GET": "401 403 403 200 200 200 200",
        "POST": "401 403 403 400 400 400 400",
    },
    "api/v1/teaching/cohort-choices/": {"GET": "401 403 403 200 200 200 200"},
    COHORT: TEACH
    | {
        "PATCH": "401 404 404 200 200 404 200",
        "DELETE": "401 404 404 409 409 404 409",
    },
    f"{COHORT}possible-trainers/": TEACH,
    f"{COHORT}people/": TEACH,
    f"{COHORT}people/extension/": {"POST": "401 404 404 400 400 404 400"},
    f"{COHORT}people/<uuid:person>/": {"DELETE": "401 404 404 204 204 404 204"},
    f"{COHORT}imports/": TEACH | {"POST": "401 404 404 415 415 404 415"},
    f"{COHORT}imports/template.xlsx": TEACH,
    f"{COHORT}imports/<uuid:file>/apply/": {},  # nothing was brought
    f"{COHORT}due-dates/": TEACH | {"PUT": "401 404 404 400 400 404 400"},
    f"{COHORT}rules/": TEACH | {"POST": "401 404 404 400 400 404 400"},
    f"{COHORT}rules/organisations/": TEACH,
    f"{COHORT}rules/preview/": {"POST": "401 404 404 400 400 404 400"},
    f"{COHORT}rules/<uuid:rule>/": {},  # none was made
    f"{COHORT}summary/": TEACH,
    f"{COHORT}lessons/": TEACH,
    f"{COHORT}report.xlsx": TEACH,
    f"{COHORT}sessions/": TEACH | {"POST": "401 404 404 400 400 404 400"},
    f"{COHORT}sessions/<uuid:session>/": {
        "PUT": "401 404 404 400 400 404 400",
        "DELETE": "401 404 404 204 204 404 204",
    },
    f"{COHORT}sessions/<uuid:session>/code/": TEACH,
    f"{COHORT}sessions/<uuid:session>/attendance/": TEACH | {"PUT": "401 404 404 200 200 404 200"},
    "api/v1/teaching/indicators/": {"GET": "401 403 403 400 400 400 400"},
    "api/v1/teaching/indicators/report.xlsx": {"GET": "401 403 403 400 400 400 400"},
    "api/v1/teaching/organisations/": {"GET": "401 403 403 400 400 400 400"},
    "api/v1/attendance/": {"POST": "401 400 400 400 400 400 400"},
    "giang-day/": {"GET": "302 403 403 200 200 200 200"},
    "giang-day/tao/": {"GET": "302 403 403 200 200 200 200"},
    "giang-day/chi-tieu/": {"GET": "302 403 403 200 200 200 200"},
    "giang-day/don-vi/": {"GET": "302 403 403 200 200 200 200"},
    "giang-day/hoi-dap/": {"GET": "302 403 403 200 200 200 200"},
    "giang-day/bai-tap/": {"GET": "302 403 403 200 200 200 200"},
    "giang-day/<uuid:uuid>/": {"GET": "302 404 404 200 200 404 200"},
    "giang-day/<uuid:uuid>/<slug:tab>/": {"GET": "302 404 404 200 200 404 200"},
    "diem-danh/<str:code>/": {"GET": "302 200 200 200 200 200 200"},
    "lop/<slug:code>/": {"GET": "302 200 200 200 200 200 200"},
    "lich-hoc/<str:key>.ics": LOOK,
    "api/v1/authoring/courses/": {
        "GET": "401 403 403 200 200 403 200",
        "POST": "401 403 403 400 400 403 400",
    },
    "api/v1/authoring/choices/": {"GET": "401 403 403 200 200 403 200"},
    "api/v1/authoring/imports/": {"POST": "401 403 403 415 415 403 415"},
    "api/v1/authoring/imports/<uuid:uuid>/": {},  # another person's
    WRITTEN: TEACH,
    f"{WRITTEN}outline/": {"PUT": WRITE},
    f"{WRITTEN}lessons/": {"POST": WRITE},
    f"{WRITTEN}lessons/<slug:key>/": TEACH | {"PUT": WRITE},
    # a lesson comes as a file, never as JSON
    f"{WRITTEN}lessons/<slug:key>/file.md": TEACH | {"PUT": "401 404 404 415 415 404 415"},
    f"{WRITTEN}documents/": {"POST": "401 404 404 415 415 404 415"},
    f"{WRITTEN}export.zip": TEACH,
    f"{WRITTEN}packages/": {"POST": "401 404 404 415 415 404 415"},
    f"{WRITTEN}packages/<str:digest>/": {},  # of no package
    f"{WRITTEN}checks/": TEACH,
    f"{WRITTEN}authors/": TEACH | {"PUT": WRITE},
    # something is still missing; nothing waits to be judged, nothing was published
    f"{WRITTEN}submission/": {
        "POST": "401 404 404 409 409 404 409",
        "DELETE": "401 404 404 409 409 404 409",
    },
    f"{WRITTEN}judgement/": {"POST": WRITE},
    f"{WRITTEN}retirement/": {"POST": WRITE, "DELETE": "401 404 404 409 409 404 409"},
    f"{WRITTEN}changes/": TEACH | {"DELETE": "401 404 404 409 409 404 409"},
    # authors choose; templates with seals and signatures are made by organisers
    f"{WRITTEN}certificate-templates/": TEACH | {"POST": "401 404 404 404 400 404 400"},
    f"{WRITTEN}certificate-templates/choice/": {"PUT": WRITE},
    f"{WRITTEN}certificate-templates/pictures/": {"POST": "401 404 404 404 415 404 415"},
    f"{WRITTEN}certificate-templates/preview/": {"POST": "401 404 404 404 400 404 400"},
    f"{WRITTEN}certificate-templates/<uuid:template>/": {},  # of no template
    "api/v1/cohorts/<slug:code>/": OWN,
    "api/v1/cohorts/<slug:code>/enrolment/": {
        "POST": OWN["GET"],
        "DELETE": "401 204 404 404 404 404 404",
    },
    "healthz": LOOK,
    "readyz": LOOK,
    "metrics": {"GET": "404 404 404 404 404 404 200"},
    "api/schema/": LOOK,
    "api/docs/": LOOK,
    "api/v1/consent-texts/": LOOK,
    "api/v1/organisations/": LOOK,
    "api/v1/contests/": LOOK,
    "api/v1/contests/<slug:slug>/": LOOK,
    "api/v1/contests/<slug:slug>/hall/": LOOK,
    "api/v1/password-resets/": FORM,
    "api/v1/password-resets/confirm/": FORM,
    "api/v1/registrations/": FORM,
    "api/v1/session/": LOOK | FORM | {"DELETE": "204 204 204 204 204 204 204"},
    "api/v1/certificates/": OWN,
    "api/v1/certificates/<uuid:uuid>/file/": {"GET": "401 409 404 404 404 404 404"},
    "api/v1/certificates/keys/": LOOK,
    "api/v1/certificates/verify/<str:code>/": LOOK,
    "api/v1/certificates/<uuid:uuid>/picture.png": {"GET": "401 200 404 404 404 404 404"},
    "api/v1/certificates/<uuid:uuid>/credential.<form:form>": {
        "GET": "401 200 404 404 404 404 404"
    },
    "api/v1/certificates/verify/<str:code>/credential.<form:form>": LOOK,
    "api/v1/certificates/status/<int:number>.<form:form>": LOOK,
    ".well-known/did.json": LOOK,
    "api/v1/attempts/": OWN,
    "api/v1/attempts/<uuid:uuid>/": {"GET": "401 200 404 404 404 404 404"},
    "api/v1/attempts/<uuid:uuid>/paper/": {},
    "api/v1/attempts/<uuid:uuid>/news/": {},
    "api/v1/attempts/<uuid:uuid>/responses/": {},
    "api/v1/attempts/<uuid:uuid>/submit/": {"POST": "401 200 404 404 404 404 404"},
    "api/v1/attempts/<uuid:uuid>/take-over/": {"POST": "401 200 404 404 404 404 404"},
    "api/v1/prizes/": OWN,
    "api/v1/contests/<slug:slug>/claim/": {},
    "api/v1/contests/<slug:slug>/invitation/": {
        "GET": "401 200 404 404 404 404 404",
        "POST": "401 200 404 404 404 404 404",
    },
    "api/v1/desk/contests/<slug:slug>/certificates/": DESK,
    f"{TEMPLATES}": {**DESK, "POST": "401 404 404 404 400 404 400"},
    f"{TEMPLATES}choice/": {"PUT": "401 404 404 404 400 404 400"},
    f"{TEMPLATES}pictures/": {"POST": "401 404 404 404 415 404 415"},
    f"{TEMPLATES}preview/": {"POST": "401 404 404 404 400 404 400"},
    f"{TEMPLATES}<uuid:template>/": {},  # of no template
    "api/v1/desk/contests/<slug:slug>/certificates/issue/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/certificates/printing/": {
        "POST": "401 404 404 404 400 404 400"
    },
    "api/v1/desk/contests/<slug:slug>/certificates/found/": DESK,
    "api/v1/desk/contests/<slug:slug>/certificates.xlsx": DESK,
    "api/v1/desk/contests/<slug:slug>/certificates/bundles/": {
        **DESK,
        "POST": "401 404 404 404 400 404 400",
    },
    "api/v1/desk/contests/<slug:slug>/certificates/bundles/<uuid:bundle>/file/": {},  # of no bundle
    "api/v1/desk/contests/<slug:slug>/certificates/<uuid:certificate>/": DESK,
    **{
        f"api/v1/desk/contests/<slug:slug>/certificates/<uuid:certificate>/{act}/": {
            "POST": "401 404 404 404 400 404 400"
        }
        for act in ("revoke", "reissue")
    },
    "api/v1/desk/contests/<slug:slug>/prizes/": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/prizes/award/": {"POST": "401 404 404 404 409 404 409"},
    "api/v1/desk/contests/<slug:slug>/prizes/settle/": {"POST": "401 404 404 404 400 404 400"},
    "api/v1/desk/contests/<slug:slug>/prizes/handover.xlsx": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/winners/<uuid:uuid>/state/": {},
    "api/v1/desk/contests/<slug:slug>/winners/<uuid:uuid>/reveal/": {},
    "api/v1/notices/": OWN | {"POST": OWN["GET"]},
    "api/v1/disqualifications/<uuid:uuid>/appeal/": {},
    "api/v1/own-erasure/": {
        "GET": "401 200 200 200 200 200 200",
        "POST": "401 400 400 400 400 400 400",
    },
    "api/v1/desk/contests/<slug:slug>/people/<uuid:uuid>/erasure/": {},  # of nobody there
    "api/v1/desk/contests/<slug:slug>/anomalies/": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/desk/contests/<slug:slug>/anomalies/<uuid:uuid>/": {},
    "api/v1/desk/contests/<slug:slug>/anomalies/<uuid:uuid>/decision/": {},
    "api/v1/desk/contests/<slug:slug>/rounds/<int:number>/anomalies/scan/": {
        "POST": "401 404 404 404 202 404 202"
    },
    "api/v1/desk/contests/<slug:slug>/disqualifications/": {
        "GET": "401 404 404 404 200 404 200",
        "POST": "401 404 404 404 400 404 400",
    },
    "api/v1/desk/contests/<slug:slug>/disqualifications/trial/": {
        "POST": "401 404 404 404 400 404 400"
    },
    "api/v1/desk/contests/<slug:slug>/disqualifications/<uuid:uuid>/answer/": {},
    "api/v1/desk/contests/<slug:slug>/disqualifications/<uuid:uuid>/lift/": {},
    "api/v1/desk/contests/<slug:slug>/participants/": {"GET": "401 404 404 404 200 404 200"},
    "api/v1/rounds/<uuid:uuid>/attempts/": {"POST": "401 409 201 201 201 201 201"},
    "api/v1/rounds/<uuid:uuid>/board/": LOOK,
    "api/v1/rounds/<uuid:uuid>/organisations/": LOOK,
    "api/v1/organisations/administered/": OWN,
    "api/v1/activations/": FORM,
    "api/v1/organisations/<uuid:uuid>/import-template.xlsx": IMPORTS,
    "api/v1/organisations/<uuid:uuid>/imports/": IMPORTS | {"POST": "401 404 404 404 415 415 415"},
    "api/v1/organisations/<uuid:uuid>/imports/<uuid:file>/apply/": {},
    "api/v1/organisations/<uuid:uuid>/imports/<uuid:file>/undo/": {},
    "api/v1/organisations/<uuid:uuid>/imports/<uuid:file>/codes.xlsx": {},
    # no round is named: whoever is told so may look
    "api/v1/organisations/<uuid:uuid>/participation/": OWN_ADMIN,
    "api/v1/organisations/<uuid:uuid>/absence/": OWN_ADMIN,
    "api/v1/organisations/<uuid:uuid>/absence.xlsx": OWN_ADMIN,
    "api/v1/rounds/<uuid:uuid>/standing/": {"GET": "401 200 404 404 404 404 404"},
    "api/v1/rounds/<uuid:uuid>/ranking/": {},
    "api/v1/rounds/<uuid:uuid>/ranking.xlsx": {},
    "api/v1/rankings/<uuid:uuid>/bundle.zip": LOOK,
    "api/v1/rankings/<uuid:uuid>/bulletin.pdf": LOOK,
    "api/v1/rankings/<uuid:uuid>/picture.png": LOOK,
    "api/v1/rankings/<uuid:uuid>/ranking.xlsx": LOOK,
    "api/v1/rankings/<uuid:uuid>/receipt/": {"GET": "401 200 404 404 404 404 404"},
    "api/v1/courses/": LOOK,
    "api/v1/courses/<slug:slug>/": LOOK,
    "api/v1/courses/<slug:slug>/enrolment/": {
        "POST": "401 200 201 201 201 201 201",
        "DELETE": "401 204 204 204 204 204 204",
    },
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/": LOOK,
    # only the participant is enrolled; bodies are empty
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/progress/": {
        "PUT": "401 400 400 400 400 400 400"
    },
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/answers/": {
        "POST": "401 400 400 400 400 400 400"
    },
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/parts/<slug:part>/launch/": {},  # no package
    "api/v1/courses/<slug:slug>/lessons/<slug:key>/parts/<slug:part>/run/": {
        "PUT": "401 400 400 400 400 400 400"
    },
    "api/v1/courses/<slug:slug>/final-quiz/": {"POST": "401 409 409 409 409 409 409"},
    "api/v1/courses/<slug:slug>/final-quiz/answers/": {"PUT": "401 400 400 400 400 400 400"},
    "api/v1/courses/<slug:slug>/final-quiz/submit/": {"POST": "401 400 400 400 400 400 400"},
    "api/v1/me/courses/": OWN,
    "api/v1/files/": OWN,
    # without the headers of its protocol an upload is refused, whoever asks
    "api/v1/files/uploads/": {"POST": "401 412 412 412 412 412 412"},
    "api/v1/files/uploads/<uuid:uuid>/": {
        "PATCH": "401 412 412 412 412 412 412",
        "DELETE": "401 412 412 412 412 412 412",
    },
    "api/v1/files/<uuid:uuid>/": {"GET": "401 200 404 404 404 404 404"},
    "api/v1/files/<uuid:uuid>/content/": {"GET": "401 404 404 404 404 404 404"},
    "api/v1/jobs/<uuid:uuid>/": {"GET": "401 404 404 404 200 404 200"},
}
KEY = {"client_key": "5f0d1b0e-7c1c-4c5e-9a52-3b6a4f1f7d11"}
BODIES = {
    "api/v1/rounds/<uuid:uuid>/attempts/": KEY,
    "api/v1/attempts/<uuid:uuid>/take-over/": KEY,
}

# Who may look at, add, change and delete the rows of a model in the admin.
T, R, A, S = "trainer", "organiser", "organisation_admin", "staff"
NOBODY: frozenset[str] = frozenset()
ADMIN_RIGHTS = {
    "accounts/user": ({A, S}, {S}, {S}, NOBODY),
    "organisations/organisation": ({A, S}, {S}, {S}, NOBODY),
    "organisations/membership": ({A, S}, {S}, {S}, {S}),
    "certificates/certificate": ({S}, NOBODY, NOBODY, NOBODY),
    "portal/news": ({S}, {S}, {S}, NOBODY),
    "messaging/delivery": ({S}, NOBODY, NOBODY, NOBODY),
    "quizzes/topic": ({T, S}, {T, S}, {T, S}, NOBODY),
    "quizzes/item": ({T, S}, NOBODY, NOBODY, NOBODY),
    "quizzes/itemkey": ({T, S}, NOBODY, NOBODY, NOBODY),
    "quizzes/contest": ({R, S}, {R, S}, {R, S}, NOBODY),
    "quizzes/rulebookversion": ({R, S}, NOBODY, NOBODY, NOBODY),
    # a round is edited until it opens; this one is open
    "quizzes/round": ({R, S}, {R, S}, NOBODY, NOBODY),
    "quizzes/participant": ({R, S}, NOBODY, NOBODY, NOBODY),
    "quizzes/attempt": ({R, S}, NOBODY, NOBODY, NOBODY),
    "quizzes/score": ({R, S}, NOBODY, NOBODY, NOBODY),
    "quizzes/standing": ({R, S}, NOBODY, NOBODY, NOBODY),
    "quizzes/ranking": ({R, S}, NOBODY, NOBODY, NOBODY),
}
# The admin's own pages, for those who may enter it at all.
ADMIN_PAGES = {
    "admin/": {200},
    "admin/login/": {302},
    "admin/logout/": {405},
    "admin/password_change/": {200},
    "admin/password_change/done/": {200},
    "admin/autocomplete/": {403},
    "admin/jsi18n/": {200},
    "admin/r/<path:content_type_id>/<path:object_id>/": {404},
    "admin/<app_label>/": {200, 404},
    "admin/<url>": {404},
    "admin/accounts/user/<id>/password/": {200, 403, 404},
}


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.IDENTITY_KEYS_DIR = tmp_path / "keys"
    make_signing_key(tmp_path / "keys")
    return make_world()


@pytest.fixture
def devices(world):
    """A signed-in browser for each role."""
    return {role: Device(world.people[role]) for role in ROLES}


def status(device, method, path, body=None):
    """The status of one request, whose effects are forgotten."""
    cookies = deepcopy(device.http.cookies)
    with transaction.atomic():
        answer = getattr(device.http, method)(path, body or {}, **_format(method))
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    device.http.cookies = cookies
    return answer.status_code


def _format(method):
    return {} if method == "get" else {"format": "json"}


def outside_admin():
    return [one for one in all_addresses() if not one.route.startswith("admin/")]


def test_every_address_has_an_expectation():
    addresses = {one.route for one in all_addresses()}
    models = {f"admin/{model}/" for model in ADMIN_RIGHTS}

    unknown = {
        route
        for route in addresses
        if route not in EXPECTED
        and route not in ADMIN_PAGES
        and not any(route.startswith(model) for model in models)
    }

    assert unknown == set()
    assert set(EXPECTED) | set(ADMIN_PAGES) <= addresses


def test_roles_get_what_is_expected_and_nothing_else(world, devices):
    values, mistakes = world.values(), []
    for address in outside_admin():
        path, expected = address.filled(values), EXPECTED[address.route]
        for method in METHODS:
            row = expected.get(method.upper())
            for role in ROLES if row else SAMPLE:
                got = status(devices[role], method, path, BODIES.get(address.route))
                if got != int(row.split()[ROLES.index(role)]) if row else got not in REFUSED:
                    mistakes.append(f"{method.upper()} {address.route} as {role}: {got}")

    assert mistakes == [], "\n".join(mistakes)


def test_what_is_published_is_open_to_everyone(world, devices):
    round_ = world.published_round
    paths = (
        f"/api/v1/rounds/{round_.uuid}/ranking/",
        f"/api/v1/rounds/{round_.uuid}/ranking.xlsx",
        f"/cuoc-thi/{round_.contest.slug}/ket-qua/1/",
    )

    got = {status(devices[role], "get", path) for path in paths for role in ROLES}

    assert got == {200}


def test_hidden_contests_are_open_to_nobody_but_their_organisers_at_the_desk(world, devices):
    world.open_round.contest.is_visible = False
    world.open_round.contest.save()
    values, mistakes = world.values(), []
    for address in outside_admin():
        if not any(word in address.route for word in ("<slug:slug>", "rounds/")):
            continue
        if address.route.startswith("api/v1/bank/"):
            continue  # the bank's own people, and rounds that are over
        if address.route.startswith(OF_COURSES):
            continue  # of a course
        of_the_desk = address.route.startswith(("ban-to-chuc/", "cham-bai/", "api/v1/desk/"))
        for role in ROLES[:-1]:
            if of_the_desk and role == "organiser":
                continue
            got = status(devices[role], "get", address.filled(values))
            if got not in REFUSED | ({302} if of_the_desk else set()):
                mistakes.append(f"{address.route} as {role}: {got}")

    assert mistakes == [], "\n".join(mistakes)


def test_the_admin_is_closed_to_visitors_and_participants(world, devices):
    values = world.values() | {
        "content_type_id": 1,
        "object_id": 1,
        "id": 1,
        "app_label": "quizzes",
        "url": "x",
    }
    mistakes = []
    for address in all_addresses():
        if not address.route.startswith("admin/") or address.route == "admin/login/":
            continue
        for role in ("anonymous", "participant"):
            for method in ("get", "post"):
                got = status(devices[role], method, address.filled(values))
                if got not in REFUSED | {302}:
                    mistakes.append(f"{method} {address.route} as {role}: {got}")

    assert mistakes == [], "\n".join(mistakes)


def test_the_admins_pages_open_for_those_who_work_there(world, devices):
    values = {
        "content_type_id": 1,
        "object_id": 1,
        "app_label": "quizzes",
        "url": "x",
        "id": world.people["participant"].pk,
    }
    mistakes = []
    for address in all_addresses():
        for role in ROLES[3:] if address.route in ADMIN_PAGES else ():
            got = status(devices[role], "get", address.filled(values))
            if got not in ADMIN_PAGES[address.route]:
                mistakes.append(f"{address.route} as {role}: {got}")

    assert mistakes == [], "\n".join(mistakes)


def test_every_model_of_the_admin_has_its_rights():
    registered = {
        f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry
    }

    assert registered == set(ADMIN_RIGHTS)


@pytest.mark.parametrize("model", ADMIN_RIGHTS)
def test_the_admin_gives_each_role_its_rights_only(world, devices, model):
    look, add, change, delete = ADMIN_RIGHTS[model]
    pk = _row_of(model, world)
    pages = {
        ("get", ""): look,
        ("get", "add/"): add,
        ("post", "add/"): add,
        ("get", f"{pk}/change/"): look,
        ("post", f"{pk}/change/"): change,
        ("get", f"{pk}/delete/"): delete,
        ("post", f"{pk}/delete/"): delete,
        ("get", f"{pk}/history/"): look,
    }

    got = {
        (method, page): {
            role
            for role in ROLES[3:]
            if status(devices[role], method, f"/admin/{model}/{page}") == 200
        }
        for method, page in pages
    }

    assert got == pages


def _row_of(label, world):
    """A row that the participant's own organisation admin may see, where that matters."""
    person = world.people["participant"]
    if label == "accounts/user":
        return person.pk
    if label.startswith("organisations/"):
        membership = person.memberships.get()
        is_membership = label.endswith("membership")
        return membership.pk if is_membership else membership.organisation_id
    if label == "quizzes/round":
        return world.open_round.pk
    if label == "quizzes/contest":
        return world.open_round.contest_id
    if label == "portal/news":
        return News.objects.create(slug="tin", title="Tin", lead="Một câu.").pk
    if label == "messaging/delivery":
        new = NewMessage("matrix", MessageKind.COHORT, "Chào lớp", "Chào {ten}")
        return write_message(new, [person.pk], now=timezone.now()).deliveries.first().pk
    [found] = [
        model
        for model in admin.site._registry
        if f"{model._meta.app_label}/{model._meta.model_name}" == label
    ]
    return found._default_manager.values_list("pk", flat=True).first()
