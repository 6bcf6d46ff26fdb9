"""The translation models and what may be set for each; no torch."""

from __future__ import annotations

import dataclasses

from core.errors import N_
from core.jobs.common_settings import DROPOUT, EMBEDDING_SIZE, HEADS, TRAINING
from core.jobs.model_info import ModelInfo, ModelSetting
from core.jobs.specs import SettingValue

HIDDEN_SIZE = ModelSetting(
    "hidden_size",
    "int",
    256,
    N_("core", "Hidden size"),
    N_("core", "Numbers that the model keeps of what it has read."),
    low=2,
    high=1024,
    is_main=True,
)
COMMON = (
    EMBEDDING_SIZE,
    ModelSetting(
        "is_reversed",
        "bool",
        False,
        N_("core", "Translate the other way round"),
        N_("core", "From the translations to the sources: with a model of each direction their links can be joined."),
    ),
    ModelSetting(
        "source_tokenizer",
        "choice",
        "auto",
        N_("core", "Cut sources into"),
        N_("core", "auto: words where there are few pairs, from 5,000 on pieces of words that are learned from them."),
        choices=("auto", "sentencepiece", "words", "characters"),
    ),
    ModelSetting(
        "target_tokenizer",
        "choice",
        "auto",
        N_("core", "Cut translations into"),
        N_(
            "core",
            "auto: characters where the writing has no blanks, as Chinese, else learned pieces.",
        ),
        choices=("auto", "sentencepiece", "characters"),
    ),
    ModelSetting(
        "is_joint",
        "bool",
        False,
        N_("core", "One set of pieces for both languages"),
        N_("core", "For related languages: names and foreign words are then the same pieces on both sides."),
    ),
    ModelSetting(
        "source_pieces",
        "int",
        4000,
        N_("core", "Source vocabulary"),
        N_("core", "How many different pieces of the source language the model knows."),
        low=100,
        high=64000,
    ),
    ModelSetting(
        "target_pieces",
        "int",
        4000,
        N_("core", "Target vocabulary"),
        N_("core", "How many different pieces of the target language the model can say."),
        low=100,
        high=64000,
    ),
    ModelSetting(
        "is_tied",
        "bool",
        True,
        N_("core", "Tie the embeddings"),
        N_("core", "What a piece means is also how it is chosen: fewer numbers, better with little data."),
    ),
    ModelSetting(
        "label_smoothing",
        "float",
        0.1,
        N_("core", "Label smoothing"),
        N_("core", "Keeps the model from being too sure of one translation."),
        low=0.0,
        high=0.5,
    ),
    ModelSetting(
        "word_dropout",
        "float",
        0.0,
        N_("core", "Word dropout"),
        N_("core", "The share of pieces hidden from the model in training."),
        low=0.0,
        high=0.9,
    ),
    ModelSetting(
        "subword_sampling",
        "bool",
        False,
        N_("core", "Vary the word pieces"),
        N_("core", "Sources are cut into pieces differently in each epoch, which makes more of little data."),
    ),
    ModelSetting(
        "max_pieces",
        "int",
        100,
        N_("core", "Longest sentence"),
        N_("core", "Pairs with more pieces than this on a side are not learned from; they are counted."),
        low=10,
        high=400,
    ),
    ModelSetting(
        "beam",
        "int",
        5,
        N_("core", "Beam"),
        N_("core", "How many translations are followed at once when the result is measured."),
        low=1,
        high=20,
    ),
    ModelSetting(
        "min_steps_per_epoch",
        "int",
        100,
        N_("core", "Steps of an epoch at least"),
        N_("core", "Few pairs are read several times in an epoch."),
        low=0,
        high=10_000,
    ),
)
LINKS = ModelSetting(
    "link_weight",
    "float",
    1.0,
    N_("core", "Weight of linked words"),
    N_("core", "How strongly attention is drawn to the words that people linked. 0: not at all."),
    low=0.0,
    high=100.0,
)
LAYERS = ModelSetting(
    "n_layers",
    "int",
    1,
    N_("core", "Layers"),
    N_("core", "How many layers read and write, one above the other."),
    low=1,
    high=6,
    is_main=True,
)
KEYS = ("epochs", "patience", "learning_rate", "weight_decay", "batch_size")
LOOP = tuple(setting for setting in TRAINING if setting.key in KEYS)
OWN_DEFAULTS: dict[str, SettingValue] = {
    "embedding_size": 256,
    "dropout": 0.3,
    "epochs": 12,
    "batch_size": 64,
    "weight_decay": 0.0,
}


def _model(
    name: str, title: str, description: str, settings: tuple[ModelSetting, ...], **defaults: SettingValue
) -> ModelInfo:
    wanted = {**OWN_DEFAULTS, **defaults}
    own = [dataclasses.replace(setting, default=wanted.get(setting.key, setting.default)) for setting in settings]
    return ModelInfo(name, title, description, tuple(sorted(own, key=lambda setting: not setting.is_main)))


TRANSLATORS: dict[str, ModelInfo] = {
    "bahdanau": _model(
        "bahdanau",
        N_("core", "Translation with attention"),
        N_("core", "Looks at the source before each word that it says, and shows where (Bahdanau et al. 2015)."),
        (HIDDEN_SIZE, DROPOUT, *COMMON, *LOOP, LINKS),
        learning_rate=4e-3,
    ),
    "seq2seq": _model(
        "seq2seq",
        N_("core", "Translation without attention"),
        N_(
            "core",
            "Keeps one impression of the whole source; shows what attention brings (Sutskever et al. 2014).",
        ),
        (HIDDEN_SIZE, DROPOUT, LAYERS, *COMMON, *LOOP),
        hidden_size=384,
    ),
    "transformer": _model(
        "transformer",
        N_("core", "Translation transformer"),
        N_("core", "Nothing but attention; the modern reference. Needs some ten thousand pairs (Vaswani et al. 2017)."),
        (LAYERS, HIDDEN_SIZE, DROPOUT, HEADS, *COMMON, *LOOP, LINKS),
        n_layers=3,
        learning_rate=1e-3,
        dropout=0.2,
    ),
}
DEFAULT_TRANSLATOR = "bahdanau"


def has_attention(model: str) -> bool:
    """Whether a model says where it looked: links can then teach it."""
    return model in TRANSLATORS and LINKS in TRANSLATORS[model].settings
