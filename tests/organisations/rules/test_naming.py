"""How organisations are written and found."""

from backend.organisations.rules.naming import searchable, written_path


def test_searchable_fences_every_name():
    key = searchable("Trường THPT Tân Trào", ["Cấp 3 Tân Trào"], "school")

    assert key == "| truong thpt tan trao | cap 3 tan trao |"


def test_searchable_knows_administrative_names_without_their_rank():
    assert searchable("Xã Thượng Lâm", [], "commune") == "| xa thuong lam | thuong lam |"
    assert searchable("Thành phố Hà Nội", [], "province") == "| thanh pho ha noi | ha noi |"


def test_searchable_keeps_a_bare_rank():
    assert searchable("Xã", [], "commune") == "| xa |"


def test_written_path_writes_ranks_small_inside():
    names = [
        ("Thôn Nà Tông", "branch"),
        ("Xã Thượng Lâm", "commune"),
        ("Tỉnh Tuyên Quang", "province"),
    ]

    assert written_path(names) == "Thôn Nà Tông, xã Thượng Lâm, tỉnh Tuyên Quang"


def test_written_path_keeps_names_of_others():
    names = [("Phòng Tổ chức", "agency"), ("Sở Nội vụ", "agency"), ("Tuyên Quang", "province")]

    assert written_path(names) == "Phòng Tổ chức, Sở Nội vụ, Tuyên Quang"
