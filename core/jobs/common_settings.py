"""The settings that all neural models share: how words are made of a text, and how training goes; no torch."""

from __future__ import annotations

from core.errors import N_
from core.jobs.model_info import ModelSetting

EMBEDDING_SIZE = ModelSetting(
    "embedding_size",
    "int",
    64,
    N_("core", "Embedding size"),
    N_("core", "Numbers that stand for one word piece."),
    low=2,
    high=1024,
)
DROPOUT = ModelSetting(
    "dropout",
    "float",
    0.5,
    N_("core", "Dropout"),
    N_("core", "The share of numbers hidden in training; more guards small data against learning by heart."),
    low=0.0,
    high=0.9,
    is_main=True,
)
HEADS = ModelSetting(
    "n_heads",
    "int",
    4,
    N_("core", "Heads"),
    N_("core", "In how many ways at once a word looks at the others."),
    low=1,
    high=16,
)
CLASS_WEIGHTS = ModelSetting(
    "class_weights",
    "bool",
    True,
    N_("core", "Balance the labels"),
    N_("core", "Rare labels count more, so that they are not overlooked."),
)

TRAINING = (
    ModelSetting(
        "epochs",
        "int",
        8,
        N_("core", "Epochs at most"),
        N_(
            "core",
            "How often the training texts are read (few texts more often); training ends earlier if it stops helping.",
        ),
        low=1,
        high=500,
        is_main=True,
    ),
    ModelSetting(
        "patience",
        "int",
        5,
        N_("core", "Patience"),
        N_("core", "Epochs without a better result on the validation part before training ends."),
        low=1,
        high=100,
    ),
    ModelSetting(
        "learning_rate",
        "float",
        2e-3,
        N_("core", "Learning rate"),
        N_("core", "The size of a step; smaller is slower and steadier."),
        low=1e-6,
        high=1.0,
    ),
    ModelSetting(
        "weight_decay",
        "float",
        0.01,
        N_("core", "Weight decay"),
        N_("core", "How strongly weights are drawn back to zero."),
        low=0.0,
        high=1.0,
    ),
    ModelSetting(
        "batch_size",
        "int",
        32,
        N_("core", "Batch size"),
        N_("core", "Texts in one step."),
        low=1,
        high=1024,
    ),
    CLASS_WEIGHTS,
    ModelSetting(
        "consistency",
        "float",
        1.0,
        N_("core", "Consistency"),
        N_("core", "Each text is read twice, cut into other pieces; how much both must agree. 0: read once, faster."),
        low=0.0,
        high=10.0,
    ),
    ModelSetting(
        "max_tokens",
        "int",
        512,
        N_("core", "Tokens read in training"),
        N_(
            "core",
            "Of a longer text, a different stretch of this length is read in each epoch; predictions read it all.",
        ),
        low=16,
        high=8192,
    ),
)

AUTO = "auto"  # of a choice: by what the project holds
TOKENIZER = ModelSetting(
    "tokenizer",
    "choice",
    "sentencepiece",
    N_("core", "Cut texts into"),
    N_(
        "core",
        "sentencepiece: pieces of words, learned from the project's texts. words: words as in a dictionary. "
        "characters: single characters.",
    ),
    choices=("sentencepiece", "words", "characters"),
)
VOCABULARY = ModelSetting(
    "vocabulary",
    "int",
    8000,
    N_("core", "Vocabulary"),
    N_("core", "How many different pieces the model knows; the most frequent in the project's texts."),
    low=100,
    high=64000,
)
VECTORS = ModelSetting(
    "vectors",
    "path",
    "",
    N_("core", "Word vectors"),
    N_("core", "A file of pre-trained word vectors (word2vec, GloVe, Tencent AI Lab) to start from instead."),
)
FREEZE_VECTORS = ModelSetting(
    "freeze_vectors",
    "bool",
    False,
    N_("core", "Keep word vectors as they are"),
    N_("core", "Training does not change what words mean at the start; faster, and for good vectors steadier."),
)

TEXT = (
    TOKENIZER,
    VOCABULARY,
    ModelSetting(
        "warm_start",
        "bool",
        True,
        N_("core", "Learn words from all texts first"),
        N_("core", "Words get a first meaning from the company they keep in all texts, labelled or not."),
    ),
    VECTORS,
    FREEZE_VECTORS,
    ModelSetting(
        "subword_sampling",
        "bool",
        True,
        N_("core", "Vary the word pieces"),
        N_("core", "Words are cut into pieces differently in each epoch, which makes more of few labels."),
    ),
    ModelSetting(
        "word_dropout",
        "float",
        0.3,
        N_("core", "Word dropout"),
        N_("core", "The share of words hidden from the model in training, so that it does not lean on single words."),
        low=0.0,
        high=0.9,
    ),
)

ATTENTION = (
    ModelSetting(
        "rationale_weight",
        "float",
        -1.0,
        N_("core", "Weight of marked words"),
        N_(
            "core",
            "How strongly attention is drawn to the words that people marked, once 20 documents have such marks. "
            "−1: the best of several is found on the validation part. 0: not at all.",
        ),
        low=-1.0,
        high=100.0,
    ),
    ModelSetting(
        "conicity",
        "float",
        0.0,
        N_("core", "Diversity of word states"),
        N_("core", "Keeps words from all looking alike to the model, so that it matters which one is highlighted."),
        low=0.0,
        high=10.0,
    ),
)
