"""What certainties mean in this room: 0 to 1, of a text that of its least certain character."""

from __future__ import annotations

SURE = 0.8  # from here on what was read is believed: on the first reader's card how often it errs then
CONTRADICTED = 0.5  # at most this is left of what another reader saw otherwise; factor for each contradiction
DOUBTFUL = 0.7  # below it a value is marked
SURE_BUT_CONTRADICTED = 0.45  # left, at least, of a value that was read surely and is contradicted once
