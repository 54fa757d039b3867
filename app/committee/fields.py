"""Kinds of field that the committee's doors share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.web.fields import Line, Paragraph

# What must be said: a reason or an article of two characters at least.
Reasoned = Annotated[
    Paragraph, Field(min_length=2, examples=["피심인의 사외이사로 근무한 적이 있음"])
]
Article = Annotated[Line, Field(min_length=2, examples=["공정거래법 제67조"])]
ThingId = Annotated[str, Field(max_length=48, examples=["thing_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])]


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class NothingIn(In):
    """Nothing but the act itself."""
