"""Every door of the committee."""

from app.committee.agenda.routes import router as agenda
from app.committee.decisions.routes import router as decisions
from app.committee.hearings.routes import router as hearings
from app.committee.members.routes import router as members
from app.committee.recusal.routes import router as recusal
from app.committee.votes.routes import router as votes

ROUTERS = (members, agenda, recusal, hearings, votes, decisions)
