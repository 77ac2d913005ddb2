"""The commitment ledger: what one report promises and says, beside what another one says of it.

>>> from kg.ledger import ledger
>>> ledger(graph.view).select(verdict="missed")     # doctest: +SKIP
"""

from __future__ import annotations

from kg.ledger.compare import compare as compare
from kg.ledger.compare import ledger as ledger
from kg.ledger.model import CHANGES as CHANGES
from kg.ledger.model import CONTRASTS as CONTRASTS
from kg.ledger.model import KINDS as KINDS
from kg.ledger.model import OUTCOMES as OUTCOMES
from kg.ledger.model import VERDICTS as VERDICTS
from kg.ledger.model import Entry as Entry
from kg.ledger.model import Ledger as Ledger
from kg.ledger.model import Reason as Reason
