"""Reading a form that the page's script sends by itself, in whichever encoding it chose."""

from app.portal.forms import LARGEST_FORM_FIELDS, Sent
from app.web import csrf
from app.web.deps import Door


async def read_any(door: Door) -> Sent:
    """Read a form with no files in it; raises ForgedForm where it did not come from our own page."""
    form = await door.request.form(max_fields=LARGEST_FORM_FIELDS, max_files=1)
    values: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value)
    sent = Sent(values)
    csrf.check(door.desk.world.seal_key, door.request, sent.first(csrf.FIELD))
    return sent
