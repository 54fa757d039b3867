"""Legal clocks: derived from what happened, kept as indexed rows, explained day by day.

Words owned here: occurrence, clock, pause, extension, due day, rest day, calendar override.
A clock is never counted down: every act that changes what happened derives its rows anew.
"""
