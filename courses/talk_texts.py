"""What learners are told of discussions."""

from django.utils.translation import gettext_noop as _

ANSWERED = (
    _("Câu hỏi của bạn có trả lời: {bai}"),
    _("Chào {ten},\n\nCó người vừa trả lời câu hỏi của bạn ở bài “{bai}”."),
)
