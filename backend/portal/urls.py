"""Addresses of the server-rendered pages and of the participant's app."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from backend.portal.views import (
    bank,
    certificate,
    contest,
    course,
    desk,
    diagram,
    home,
    invitation,
    picture,
    results,
    shell,
    teaching,
)

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("quyen-rieng-tu/", home.privacy, name="privacy"),
    path("mat-mang/", home.offline, name="offline"),
    # Sets nothing but a cookie with a language, so that cached pages need no CSRF token.
    path("ngon-ngu/", csrf_exempt(set_language), name="language"),
    path("chung-nhan/", certificate.form, name="certificate-form"),
    path("chung-nhan/<str:code>/", certificate.verification, name="certificate"),
    path("cuoc-thi/<slug:slug>/", contest.contest, name="contest"),
    path("cuoc-thi/<slug:slug>/anh-bia.webp", contest.banner, name="banner"),
    path("cuoc-thi/<slug:slug>/the-le/", contest.rules, name="rules"),
    path("cuoc-thi/<slug:slug>/ket-qua/<int:number>/", results.results, name="results"),
    path("cuoc-thi/<slug:slug>/ket-qua/<int:number>/dap-an/", results.key, name="key"),
    path("cuoc-thi/<slug:slug>/ket-qua/chung-cuoc/", results.results, name="overall-results"),
    path("hinh/<str:digest>.webp", picture.picture, name="picture"),
    path("so-do/<str:digest>.svg", diagram.diagram, name="diagram"),
    path("m/<str:code>/", invitation.invitation, name="invitation"),
    path("dang-ky/", shell.register, name="register"),
    path("dang-nhap/", shell.sign_in, name="sign-in"),
    path("toi/", shell.my_page, name="my-page"),
    path("luyen-tap/", shell.practice, name="practice"),
    path("khoa-hoc/", course.catalogue, name="courses"),
    path("khoa-hoc/<slug:slug>/", course.course, name="course"),
    path("khoa-hoc/<slug:slug>/hoc/", course.learning, name="learning"),
    path("khoa-hoc/<slug:slug>/bai/<slug:key>/", course.lesson, name="lesson"),
    path("khoa-hoc/<slug:slug>/kiem-tra/", course.final_quiz, name="final-quiz"),
    path("ma-moi/", shell.activation, name="activation"),
    path("don-vi/", shell.own_organisation, name="own-organisation"),
    path("bai-lam/<uuid:uuid>/", shell.attempt, name="attempt"),
    path("cuoc-thi/<slug:slug>/lam-bai/", shell.paper, name="paper"),
    path("cuoc-thi/<slug:slug>/bang-xep-hang/", shell.board, name="board"),
    path("man-hinh/<slug:slug>/", shell.hall, name="hall"),
    path("cham-bai/", desk.marking, name="marking"),
    path("cham-bai/<slug:slug>/", desk.marking, name="contest-marking"),
    path("ngan-hang/", bank.bank, name="bank"),
    path("ngan-hang/<path:rest>/", bank.bank, name="bank-screen"),
    path("giang-day/", teaching.cohorts, name="teaching"),
    path("giang-day/tao/", teaching.cohorts, name="teaching-new"),
    path("giang-day/don-vi/", teaching.cohorts, name="teaching-organisations"),
    path("giang-day/<uuid:uuid>/", teaching.cohort, name="teaching-cohort"),
    path("giang-day/<uuid:uuid>/<slug:tab>/", teaching.cohort, name="teaching-tab"),
    path("diem-danh/<str:code>/", teaching.attendance, name="attendance"),
    path("lop/<slug:code>/", teaching.joining, name="joining"),
    path("lich-hoc/<str:key>.ics", teaching.calendar, name="calendar"),
    path("ban-to-chuc/", desk.contests, name="desk"),
    path("ban-to-chuc/tao/", desk.contests, name="desk-new"),
    path("ban-to-chuc/<slug:slug>/", desk.contest, name="desk-contest"),
    path("ban-to-chuc/<slug:slug>/xem-truoc/", desk.preview, name="desk-preview"),
    path("ban-to-chuc/<slug:slug>/<slug:tab>/", desk.contest, name="desk-tab"),
]
