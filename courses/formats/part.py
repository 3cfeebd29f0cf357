"""What every part of a lesson has."""

from pydantic import BaseModel, ConfigDict, Field

KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ITEM_CODE = r"^[A-Z0-9]+-[0-9]+$"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Part(Strict):
    key: str = Field(pattern=KEY, max_length=40)
