"""From a question to ranked reminders and cases: dense and lexical search, fused by few learned weights.

Every passage is scored in four channels (vectors, words, character bigrams, readings). A reminder takes, in each
channel, the best score of each group of passages that speaks for it; a weighted sum, calibrated to log odds, ranks it.
A case takes the soft maximum of what its reminders and its other passages are worth. The index and the encoder are
passed in.
"""

from assistant.retrieval.decision import Features, Scores
from assistant.retrieval.evidence import NOTHING, SpaceScores, candidates
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.values import GUIDELINE, LAWS, OUTSIDE, PHRASINGS, REMINDER, CaseHit, Query, Ranking

__all__ = [
    "GUIDELINE",
    "LAWS",
    "NOTHING",
    "OUTSIDE",
    "PHRASINGS",
    "REMINDER",
    "CaseHit",
    "Features",
    "Query",
    "Ranking",
    "Retriever",
    "Scores",
    "SpaceScores",
    "candidates",
]
