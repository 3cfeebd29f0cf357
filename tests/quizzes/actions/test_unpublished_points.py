"""Where nobody ever learns a score, no published page or file tells points beside a name."""

from datetime import timedelta

import pytest
from openpyxl import load_workbook

from backend.certificates.models import Certificate
from backend.common.jobs import no_progress
from backend.common.models import Job
from quizzes.actions.bulletin import bulletin_content
from quizzes.actions.certificate import CERTIFICATES, settle_certificates
from quizzes.actions.ranking_file import write_file
from quizzes.actions.round import close_due_rounds
from quizzes.models import Ranking
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(params=["never", "after_publication"])
def ranking(request):
    round_ = make_round(feedback={"score": request.param, "key": "never", "explanations": "never"})
    for wrong in (0, 1):
        hand_in(make_attempt(round_), wrong=wrong)
    close_due_rounds(now=CLOSES_AT + timedelta(minutes=2))
    ranking = Ranking.objects.get()
    ranking.told = request.param != "never"
    return ranking


def test_excel_page_and_bulletin(ranking, client):
    sheets = load_workbook(write_file(ranking))
    heads = [[cell.value for cell in sheets[name][3]] for name in ("Xếp hạng", "Đơn vị")]
    first = [cell.value for cell in sheets["Xếp hạng"][4]]
    address = f"/cuoc-thi/{ranking.contest.slug}/ket-qua/1/"
    page = client.get(address).content.decode()

    assert ["Điểm" in heads[0], "Điểm trung bình" in heads[1]] == [ranking.told] * 2
    assert len(first) == len(heads[0])
    assert ("Điểm</th>" in page) == ranking.told
    assert bulletin_content(ranking)["shows_points"] == ranking.told


def test_certificates_state_no_points_and_stand(ranking):
    job = Job.objects.get(kind=CERTIFICATES)
    first = settle_certificates(job, no_progress)
    again = settle_certificates(job, no_progress)

    facts = Certificate.objects.values_list("facts", flat=True)
    assert (first["issued"], again["issued"], again["replaced"]) == (2, 0, 0)
    assert {"points" in one for one in facts} == {ranking.told}


def test_the_bulletin_says_the_rules_in_plain_words(ranking):
    rules = {part["title"]: part["lines"] for part in bulletin_content(ranking)["rules"]}

    assert rules["Số lượt"][0] == "Mỗi người thi tối đa 3 lượt mỗi ngày."
