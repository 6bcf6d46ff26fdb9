"""Captions for people: the models and what may be set for each, the ways to draw where a word looked; no torch."""

from __future__ import annotations

import dataclasses

from core.errors import N_, InputError
from core.jobs.common_settings import DROPOUT, EMBEDDING_SIZE, TRAINING
from core.jobs.model_info import ModelInfo, ModelSetting
from core.jobs.specs import SettingValue
from core.jobs.translation_settings import HIDDEN_SIZE, KEYS

ATTENTION, GRADIENT, GRAD_CAM, OCCLUSION = "attention", "attention-gradient", "grad-cam", "occlusion"
BOTH = "both-gradients"
METHODS = {
    ATTENTION: N_("core", "Attention: where it looked"),
    GRADIENT: N_("core", "Attention × gradient: where looking counted"),
    GRAD_CAM: N_("core", "Grad-CAM: what in the picture speaks for the word"),
    BOTH: N_("core", "Both gradients: what speaks for the word, where looking counted"),
    OCCLUSION: N_("core", "Occlusion: what the word misses when it is hidden"),
}
POINTS, UNIFORM, CONSTANT = "points", "about-uniform", "same-for-all-words"
"""What a caption's attention does, as core.ml.captions.checks finds it."""

ENCODER = (
    ModelSetting(
        "encoder",
        "path",
        "",
        N_("core", "Weights of an image network"),
        N_(
            "core",
            "A file with MobileNetV2 (.npz), ResNet or VGG-19 (torchvision's as .safetensors). Without one a small "
            "network is trained with the captions.",
        ),
        is_main=True,
    ),
    ModelSetting(
        "encoder_layer",
        "choice",
        "last",
        N_("core", "Layer to look at"),
        N_("core", "last: what says most. middle: finer places that say less."),
        choices=("last", "middle"),
    ),
    ModelSetting(
        "encoder_size",
        "int",
        0,
        N_("core", "Size of pictures"),
        N_("core", "Pixels across that the network sees; twice as many give twice as fine a map. 0: its own size."),
        low=0,
        high=1024,
    ),
    ModelSetting(
        "encoder_fit",
        "choice",
        "squash",
        N_("core", "Fit pictures by"),
        N_("core", "squash: all of the picture, out of proportion. crop: the square in its middle."),
        choices=("squash", "crop"),
    ),
    ModelSetting(
        "encoder_channels",
        "int",
        128,
        N_("core", "Size of the small network"),
        N_("core", "Numbers that it keeps of each place. Only without weights from a file."),
        low=16,
        high=1024,
    ),
    ModelSetting(
        "is_encoder_trained",
        "bool",
        False,
        N_("core", "Train the image network too"),
        N_("core", "Better with thousands of pictures and a CUDA device, very slow without. The small one always is."),
    ),
)
WORDS = (
    ModelSetting(
        "vocabulary",
        "int",
        4000,
        N_("core", "Vocabulary"),
        N_("core", "How many different words the model can say; the most frequent in the captions."),
        low=20,
        high=64000,
    ),
    ModelSetting(
        "max_words",
        "int",
        30,
        N_("core", "Longest caption"),
        N_("core", "Longer captions are cut off there, in learning and in writing."),
        low=5,
        high=200,
    ),
    ModelSetting(
        "label_smoothing",
        "float",
        0.1,
        N_("core", "Label smoothing"),
        N_("core", "Keeps the model from being too sure of one word."),
        low=0.0,
        high=0.5,
    ),
    ModelSetting(
        "word_dropout",
        "float",
        0.0,
        N_("core", "Word dropout"),
        N_("core", "The share of words hidden from the model in training."),
        low=0.0,
        high=0.9,
    ),
    ModelSetting(
        "text_epochs",
        "int",
        3,
        N_("core", "Epochs of captions without pictures"),
        N_("core", "How often they are read before the first picture, where the project has any."),
        low=0,
        high=100,
    ),
    ModelSetting(
        "beam",
        "int",
        5,
        N_("core", "Beam"),
        N_("core", "How many captions are followed at once when the result is measured."),
        low=1,
        high=20,
    ),
    ModelSetting(
        "length_exponent",
        "float",
        0.7,
        N_("core", "Weight of length"),
        N_("core", "1: captions are compared by the mean chance of a word; less prefers short ones."),
        low=0.0,
        high=2.0,
    ),
)
PICTURE_DROPOUT = ModelSetting(
    "picture_dropout",
    "float",
    0.3,
    N_("core", "Dropout of the picture"),
    N_("core", "The share of what the image network says that is hidden in training."),
    low=0.0,
    high=0.9,
)
START = ModelSetting(
    "is_started_by_picture",
    "bool",
    False,
    N_("core", "Begin with the whole picture"),
    N_(
        "core",
        "As in the paper. Without it, and without evidence, the model knows only what it looks at; its maps say more.",
    ),
)
EVIDENCE = ModelSetting(
    "evidence",
    "int",
    128,
    N_("core", "Evidence for words"),
    N_(
        "core",
        "How many numbers say for which words a picture as a whole speaks, wherever it looks; worked out from the "
        "captions before the training. Only with weights of an image network from a file. 0: none.",
    ),
    low=0,
    high=1024,
)
REGIONS = ModelSetting(
    "region_weight",
    "float",
    -1.0,
    N_("core", "Weight of drawn regions"),
    N_(
        "core",
        "How strongly attention is drawn to the regions of words. −1: the best of several is found on the validation "
        "part. 0: not at all.",
    ),
    low=-1.0,
    high=100.0,
)
COVERAGE = ModelSetting(
    "coverage",
    "float",
    0.0,
    N_("core", "Look everywhere"),
    N_("core", "The paper's term that every place should be looked at equally in the end. It makes maps flatter."),
    low=0.0,
    high=100.0,
)
ENTROPY = ModelSetting(
    "entropy",
    "float",
    0.002,
    N_("core", "Weight of entropy"),
    N_("core", "Keeps places from being chosen too early."),
    low=0.0,
    high=1.0,
)
ATTENTION_SIZE = ModelSetting(
    "attention_size",
    "int",
    128,
    N_("core", "Attention size"),
    N_("core", "Numbers by which places are compared with what is looked for."),
    low=2,
    high=1024,
)
STEPS = ModelSetting(
    "min_steps_per_epoch",
    "int",
    50,
    N_("core", "Steps of an epoch at least"),
    N_("core", "Few pictures are looked at several times in an epoch."),
    low=0,
    high=10_000,
)
LOOP = tuple(setting for setting in TRAINING if setting.key in KEYS)
LOOKING = (ATTENTION_SIZE, START, REGIONS, COVERAGE)
OWN_DEFAULTS: dict[str, SettingValue] = {
    "embedding_size": 256,
    "hidden_size": 320,
    "dropout": 0.4,
    "epochs": 10,
    "batch_size": 12,
    "learning_rate": 1e-3,
    "weight_decay": 0.0,
}
SMALL_NETWORK: dict[str, SettingValue] = {
    "epochs": 12,
    "learning_rate": 3e-3,
    "dropout": 0.1,
    "picture_dropout": 0.0,
    "region_weight": 1.0,
    "evidence": 0,
}
"""It has to learn to see: in larger steps, with nothing hidden from it, and regions are its best teacher."""


def _model(name: str, title: str, description: str, settings: tuple[ModelSetting, ...]) -> ModelInfo:
    own = [dataclasses.replace(one, default=OWN_DEFAULTS.get(one.key, one.default)) for one in settings]
    ordered = tuple(sorted(own, key=lambda one: not one.is_main))
    return ModelInfo(name, title, description, ordered, ("encoder", SMALL_NETWORK))


BASE = (*ENCODER, HIDDEN_SIZE, DROPOUT, EMBEDDING_SIZE, PICTURE_DROPOUT, EVIDENCE, *WORDS, *LOOP, STEPS)
CAPTIONERS: dict[str, ModelInfo] = {
    "show-attend-tell": _model(
        "show-attend-tell",
        N_("core", "Show, attend and tell"),
        N_("core", "Looks at a part of the picture before each word, and shows where (Xu et al. 2015)."),
        (*BASE, *LOOKING),
    ),
    "hard-attention": _model(
        "hard-attention",
        N_("core", "Hard attention"),
        N_("core", "Looks at one place of the picture before each word, and at nothing else (Xu et al. 2015)."),
        (*BASE, *LOOKING, ENTROPY),
    ),
    "nic": _model(
        "nic",
        N_("core", "Captions without attention"),
        N_("core", "Sees the picture as one impression; shows what attention brings (Vinyals et al. 2015)."),
        BASE,
    ),
}
DEFAULT_CAPTIONER = "show-attend-tell"


def check_methods(names: tuple[str, ...]) -> None:
    for name in names:
        if name not in METHODS:
            known = ", ".join(METHODS)
            template = N_("core", "There is no way {name} to draw where a word looked; there is: {known}.")
            raise InputError("unknown-method", template, name=name, known=known)
