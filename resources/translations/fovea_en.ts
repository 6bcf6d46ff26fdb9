<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AllTexts</name>
    <message numerus="yes">
        <source>Not learned from yet: %Ln text(s).</source>
        <translation>
            <numerusform>Not learned from yet: %Ln text.</numerusform>
            <numerusform>Not learned from yet: %Ln texts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) came since.</source>
        <translation>
            <numerusform>%Ln text came since.</numerusform>
            <numerusform>%Ln texts came since.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkActs</name>
    <message numerus="yes">
        <source>Decided about %Ln document(s).</source>
        <translation>
            <numerusform>Decided about %Ln document.</numerusform>
            <numerusform>Decided about %Ln documents.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message numerus="yes">
        <source>%Ln document(s) would get a label</source>
        <translation>
            <numerusform>%Ln document would get a label</numerusform>
            <numerusform>%Ln documents would get a label</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) of duplicates are labelled differently and stay as they are.</source>
        <translation>
            <numerusform>%Ln group of duplicates is labelled differently and stays as it is.</numerusform>
            <numerusform>%Ln groups of duplicates are labelled differently and stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>A sheet holds %Ln row(s) at most.</source>
        <translation>
            <numerusform>A sheet holds %Ln row at most.</numerusform>
            <numerusform>A sheet holds %Ln rows at most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportLosses</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message numerus="yes">
        <source>Exported %n document(s) to {name}.</source>
        <translation>
            <numerusform>Exported %n document to {name}.</numerusform>
            <numerusform>Exported %n documents to {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new document(s)</source>
        <translation>
            <numerusform>%Ln new document</numerusform>
            <numerusform>%Ln new documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The project is in {name}, but %n picture(s) that lie elsewhere are not.</source>
        <translation>
            <numerusform>The project is in {name}, but %n picture that lies elsewhere is not.</numerusform>
            <numerusform>The project is in {name}, but %n pictures that lie elsewhere are not.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sample is ready: %n document(s).</source>
        <translation>
            <numerusform>The sample is ready: %n document.</numerusform>
            <numerusform>The sample is ready: %n documents.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuidelineForm</name>
    <message numerus="yes">
        <source>The %Ln document(s) with this label are to be confirmed again</source>
        <translation>
            <numerusform>The document with this label is to be confirmed again</numerusform>
            <numerusform>The %Ln documents with this label are to be confirmed again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n file(s) can&apos;t be read: remove them, or choose how to read them.</source>
        <translation>
            <numerusform>%n file can&apos;t be read: remove it, or choose how to read it.</numerusform>
            <numerusform>%n files can&apos;t be read: remove them, or choose how to read them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportProgress</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message numerus="yes">
        <source>%Ln row(s) could not be read</source>
        <translation>
            <numerusform>%Ln row could not be read</numerusform>
            <numerusform>%Ln rows could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) imported</source>
        <translation>
            <numerusform>%Ln document imported</numerusform>
            <numerusform>%Ln documents imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them set aside as hold-out</source>
        <translation>
            <numerusform>%Ln of them set aside as hold-out</numerusform>
            <numerusform>%Ln of them set aside as hold-out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) added to documents that were there already</source>
        <translation>
            <numerusform>%Ln answer added to documents that were there already</numerusform>
            <numerusform>%Ln answers added to documents that were there already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message numerus="yes">
        <source>%Ln document(s) have this label.</source>
        <translation>
            <numerusform>%Ln document has this label.</numerusform>
            <numerusform>%Ln documents have this label.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message numerus="yes">
        <source>All %n document(s) are answered.</source>
        <translation>
            <numerusform>The only document is answered.</numerusform>
            <numerusform>All %n documents are answered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelQueue</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelSetDialog</name>
    <message numerus="yes">
        <source>%Ln label(s) added</source>
        <translation>
            <numerusform>%Ln label added</numerusform>
            <numerusform>%Ln labels added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln definition(s) changed</source>
        <translation>
            <numerusform>%Ln definition changed</numerusform>
            <numerusform>%Ln definitions changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) pinned</source>
        <translation>
            <numerusform>%Ln example pinned</numerusform>
            <numerusform>%Ln examples pinned</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln label(s).</source>
        <translation>
            <numerusform>Exported %Ln label.</numerusform>
            <numerusform>Exported %Ln labels.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MarkedWords</name>
    <message numerus="yes">
        <source>%Ln document(s) have marked words; attention can learn from them from {least} on.</source>
        <translation>
            <numerusform>%Ln document has marked words; attention can learn from them from {least} on.</numerusform>
            <numerusform>%Ln documents have marked words; attention can learn from them from {least} on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message numerus="yes">
        <source>Take the %Ln document(s) that are not here, too</source>
        <translation>
            <numerusform>Take the %Ln document that is not here, too</numerusform>
            <numerusform>Take the %Ln documents that are not here, too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) there</source>
        <translation>
            <numerusform>%Ln document there</numerusform>
            <numerusform>%Ln documents there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them here too</source>
        <translation>
            <numerusform>%Ln of them here too</numerusform>
            <numerusform>%Ln of them here too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) with several labels stay out: here a document has one</source>
        <translation>
            <numerusform>%Ln answer with several labels stays out: here a document has one</numerusform>
            <numerusform>%Ln answers with several labels stay out: here a document has one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MissingPictures</name>
    <message numerus="yes">
        <source>%Ln picture(s) found again.</source>
        <translation>
            <numerusform>%Ln picture found again.</numerusform>
            <numerusform>%Ln pictures found again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NothingDoubtful</name>
    <message numerus="yes">
        <source>It takes %n labelled document(s), with two labels at least, to doubt any.</source>
        <translation>
            <numerusform>It takes %n labelled document, with two labels at least, to doubt any.</numerusform>
            <numerusform>It takes %n labelled documents, with two labels at least, to doubt any.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairCommands</name>
    <message numerus="yes">
        <source>Exported %n pair(s) to {name}.</source>
        <translation>
            <numerusform>Exported %n pair to {name}.</numerusform>
            <numerusform>Exported %n pairs to {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sample is ready: %Ln pair(s).</source>
        <translation>
            <numerusform>The sample is ready: %Ln pair.</numerusform>
            <numerusform>The sample is ready: %Ln pairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureCommands</name>
    <message numerus="yes">
        <source>Exported %Ln picture(s) to {name}.</source>
        <translation>
            <numerusform>Exported %Ln picture to {name}.</numerusform>
            <numerusform>Exported %Ln pictures to {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sample is ready: %Ln picture(s).</source>
        <translation>
            <numerusform>The sample is ready: %Ln picture.</numerusform>
            <numerusform>The sample is ready: %Ln pictures.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PicturesDialog</name>
    <message numerus="yes">
        <source>%Ln picture(s) are not there, as {name}.</source>
        <translation>
            <numerusform>%Ln picture is not there, as {name}.</numerusform>
            <numerusform>%Ln pictures are not there, as {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) can&apos;t be read, as {file}, line {line}: {why}</source>
        <translation>
            <numerusform>%Ln line can&apos;t be read, as {file}, line {line}: {why}</numerusform>
            <numerusform>%Ln lines can&apos;t be read, as {file}, line {line}: {why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation>
            <numerusform>%Ln caption</numerusform>
            <numerusform>%Ln captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln region(s)</source>
        <translation>
            <numerusform>%Ln region</numerusform>
            <numerusform>%Ln regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QualityAgreement</name>
    <message numerus="yes">
        <source>%Ln document(s) were answered by two people or more.</source>
        <translation>
            <numerusform>%Ln document was answered by two people or more.</numerusform>
            <numerusform>%Ln documents were answered by two people or more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message numerus="yes">
        <source>Only %Ln chosen document(s)</source>
        <translation>
            <numerusform>Only %Ln chosen document</numerusform>
            <numerusform>Only %Ln chosen documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewWhatIf</name>
    <message numerus="yes">
        <source>Without %Ln word(s) it says “{label}”; fewer would not do.</source>
        <translation>
            <numerusform>Without %Ln word it says “{label}”; fewer would not do.</numerusform>
            <numerusform>Without %Ln words it says “{label}”; fewer would not do.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without %Ln word(s) it says “{label}”; fewer were not found.</source>
        <translation>
            <numerusform>Without %Ln word it says “{label}”; fewer were not found.</numerusform>
            <numerusform>Without %Ln words it says “{label}”; fewer were not found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunComparison</name>
    <message numerus="yes">
        <source>Paired bootstrap on the same %Ln sentence(s): {difference} BLEU from the first run to the second, p = {p}: hardly chance.</source>
        <translation>
            <numerusform>Paired bootstrap on the same %Ln sentence: {difference} BLEU from the first run to the second, p = {p}: hardly chance.</numerusform>
            <numerusform>Paired bootstrap on the same %Ln sentences: {difference} BLEU from the first run to the second, p = {p}: hardly chance.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paired bootstrap on the same %Ln sentence(s): {difference} BLEU from the first run to the second, p = {p}: this may be chance.</source>
        <translation>
            <numerusform>Paired bootstrap on the same %Ln sentence: {difference} BLEU from the first run to the second, p = {p}: this may be chance.</numerusform>
            <numerusform>Paired bootstrap on the same %Ln sentences: {difference} BLEU from the first run to the second, p = {p}: this may be chance.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StrategyBar</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decision(s) of your own again, not shown.</source>
        <translation>
            <numerusform>%Ln decision of your own again, not shown.</numerusform>
            <numerusform>%Ln decisions of your own again, not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainSetup</name>
    <message numerus="yes">
        <source>%Ln pair(s) of sentences.</source>
        <translation>
            <numerusform>%Ln pair of sentences.</numerusform>
            <numerusform>%Ln pairs of sentences.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) with captions.</source>
        <translation>
            <numerusform>%Ln picture with captions.</numerusform>
            <numerusform>%Ln pictures with captions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled document(s).</source>
        <translation>
            <numerusform>%Ln labelled document.</numerusform>
            <numerusform>%Ln labelled documents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more, the hold-out, measure the result.</source>
        <translation>
            <numerusform>%Ln more, the hold-out, measures the result.</numerusform>
            <numerusform>%Ln more, the hold-out, measure the result.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too little to learn from: label some documents with at least %n different label(s).</source>
        <translation>
            <numerusform>Too little to learn from: label some documents with at least %n label.</numerusform>
            <numerusform>Too little to learn from: label some documents with at least %n different labels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too little to learn from: write captions of at least %n picture(s).</source>
        <translation>
            <numerusform>Too little to learn from: write captions of at least %n picture.</numerusform>
            <numerusform>Too little to learn from: write captions of at least %n pictures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too little to learn from: import at least %n pair(s) of sentences.</source>
        <translation>
            <numerusform>Too little to learn from: import at least %n pair of sentences.</numerusform>
            <numerusform>Too little to learn from: import at least %n pairs of sentences.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationAgreement</name>
    <message numerus="yes">
        <source>On %Ln linked pair(s) that taught no model.</source>
        <translation>
            <numerusform>On %Ln linked pair that taught no model.</numerusform>
            <numerusform>On %Ln linked pairs that taught no model.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationSide</name>
    <message numerus="yes">
        <source>%Ln pair(s) linked by people.</source>
        <translation>
            <numerusform>%Ln pair linked by people.</numerusform>
            <numerusform>%Ln pairs linked by people.</numerusform>
        </translation>
    </message>
</context>
</TS>
