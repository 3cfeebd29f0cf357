"""Invented people: names, telephone numbers and addresses as citizens have them."""

import random
import secrets
from datetime import date, timedelta

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Nông",
    "Ma",
    "Hà",
    "Quan",
    "Chẩu",
    "Ma",
    "Sùng",
]
MIDDLE = [
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Thu",
    "Ngọc",
    "Hữu",
    "Quốc",
    "Thanh",
    "Hồng",
    "Xuân",
    "Bích",
    "Công",
    "Mai",
]
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dung",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Minh",
    "Nam",
    "Nga",
    "Ngân",
    "Nhung",
    "Phong",
    "Phúc",
    "Phương",
    "Quân",
    "Quyên",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thủy",
    "Trang",
    "Tuấn",
    "Vân",
    "Yến",
]
MOBILE_PREFIXES = ("032", "035", "038", "070", "077", "090", "091", "096", "097", "098")
# What people type into the search for their organisation.
TYPED = [
    "xã",
    "phường",
    "trường",
    "sở",
    "công an",
    "hội",
    "đoàn",
    "ubnd",
    "trung tâm",
    "minh",
    "tân",
    "yên",
    "sơn",
    "hà",
]


def full_name() -> str:
    return f"{random.choice(FAMILY)} {random.choice(MIDDLE)} {random.choice(GIVEN)}"


def identifier() -> str:
    """A mobile number or, less often, an e-mail address that nobody else has."""
    if random.random() < 0.7:
        return f"{random.choice(MOBILE_PREFIXES)}{secrets.randbelow(10**7):07}"
    return f"nguoi.{secrets.token_hex(6)}@hocso.test"


def birth_date() -> str:
    return (date(1960, 1, 1) + timedelta(days=random.randrange(16_000))).isoformat()
