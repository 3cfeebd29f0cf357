"""Refusals of the item bank. Clients switch on `code`; errors by field stand in `errors`."""

from backend.common.errors import DomainError


class DraftIsNewer(DomainError):
    """Somebody saved in the meantime; `revision` and `document` are what is stored now."""

    code = "draft_is_newer"
    title = "Bản nháp đã được sửa ở nơi khác"


class ItemStepRefused(DomainError):
    """The item is not where this step begins, or another version is the newest now."""

    code = "item_step_refused"
    title = "Câu hỏi không ở bước này nữa, hãy tải lại"


class BulkUndone(DomainError):
    code = "bulk_undone"
    title = "Lần sửa này đã được hoàn tác"


class ItemsChangedSince(DomainError):
    """Somebody changed the same once more; `items` names the codes."""

    code = "items_changed_since"
    title = "Có câu đã được sửa lại sau đó nên không hoàn tác được"


class ItemInvalid(DomainError):
    """`errors` tells what hinders it by field."""

    code = "item_invalid"
    status = 400
    title = "Câu hỏi còn lỗi cần sửa"


class OwnItem(DomainError):
    """Whoever typed in a version does not review it."""

    code = "own_item"
    status = 403
    title = "Người soạn không tự thẩm định câu hỏi của mình"


class CommentNeeded(DomainError):
    """What is returned says why."""

    code = "comment_needed"
    status = 400
    title = "Hãy ghi rõ cần sửa gì"


class GradeTooLow(DomainError):
    """Grade B: the source was not seen. Such an item is for practice alone."""

    code = "grade_too_low"
    title = "Nguồn chưa kiểm chứng (mức B) nên không dùng làm câu thi được"


class ItemInUse(DomainError):
    """A round that is not over yet may draw it; `items` names the codes."""

    code = "item_in_use"
    title = "Câu hỏi đang nằm trong một vòng thi chưa kết thúc"


class ItemIsPublic(DomainError):
    """Somebody practised it, so it is no secret; `items` names the codes."""

    code = "item_is_public"
    title = "Câu hỏi đã được đem luyện tập nên không dùng làm câu thi được"


class ImportRefused(DomainError):
    """The file is not at that step, still has errors, or somebody built on what it brought."""

    code = "import_refused"
    title = "Không thực hiện được với tệp này"


class ExportRefused(DomainError):
    """There is nothing to export, or more than one file may hold."""

    code = "export_refused"
    title = "Không xuất được"


class KeyChangeRefused(DomainError):
    """The key is the same, does not fit the item, waits for a decision, or the item was unused."""

    code = "key_change_refused"
    title = "Không đề nghị sửa đáp án này được"


class TooManyFilters(DomainError):
    code = "too_many_filters"
    title = "Bạn đã lưu quá nhiều bộ lọc"
