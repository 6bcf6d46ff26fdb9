<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Fovea</source>
        <translation>关于 Fovea</translation>
    </message>
    <message>
        <source>Label texts, train attention models, review what they look at. Offline.</source>
        <translation>标注文本，训练注意力模型，复核它的目光所在。完全离线。</translation>
    </message>
    <message>
        <source>Fovea is free software under the MIT licence.</source>
        <translation>Fovea 是采用 MIT 许可证的自由软件。</translation>
    </message>
    <message>
        <source>It contains the work of others; Enter shows a licence.</source>
        <translation>其中包含他人的成果；按回车查看许可证全文。</translation>
    </message>
    <message>
        <source>It runs from source here, with packages that bring their own licences.</source>
        <translation>当前从源代码运行，各软件包自带许可证。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Others&apos; work</source>
        <translation>他人的成果</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New from a file…</source>
        <translation>从文件新建…</translation>
    </message>
    <message>
        <source>New translation project…</source>
        <translation>新建翻译项目…</translation>
    </message>
    <message>
        <source>New project of pictures…</source>
        <translation>新建图片项目…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Try the sample in Chinese</source>
        <translation>试用中文示例</translation>
    </message>
    <message>
        <source>Try the sample in English</source>
        <translation>试用英文示例</translation>
    </message>
    <message>
        <source>Try the translation sample</source>
        <translation>试用翻译样例</translation>
    </message>
    <message>
        <source>Try the picture sample</source>
        <translation>试用图片示例</translation>
    </message>
    <message>
        <source>Import into this project…</source>
        <translation>导入到此项目…</translation>
    </message>
    <message>
        <source>Merge a colleague&apos;s project…</source>
        <translation>合并同事的项目……</translation>
    </message>
    <message>
        <source>Merge a shared project…</source>
        <translation>合并共享的项目文件…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Open a shared project…</source>
        <translation>打开共享的项目…</translation>
    </message>
    <message>
        <source>Share as one file…</source>
        <translation>共享为一个文件…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史记录…</translation>
    </message>
    <message>
        <source>People…</source>
        <translation>标注人……</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：English</translation>
    </message>
    <message>
        <source>Language: 简体中文</source>
        <translation>语言：简体中文</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Files on this computer…</source>
        <translation>这台电脑上的文件…</translation>
    </message>
    <message>
        <source>About Fovea</source>
        <translation>关于 Fovea</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Alignment</name>
    <message>
        <source>Mutual</source>
        <translation>互为最关注</translation>
    </message>
    <message>
        <source>Most looked at</source>
        <translation>关注最多</translation>
    </message>
    <message>
        <source>At least .30</source>
        <translation>至少 .30</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>双向合并</translation>
    </message>
    <message>
        <source>Diagonal</source>
        <translation>对角线</translation>
    </message>
    <message>
        <source>{method}, shifted</source>
        <translation>{method}（后移一步）</translation>
    </message>
</context>
<context>
    <name>AlignmentMatrix</name>
    <message>
        <source>Alignment matrix</source>
        <translation>对齐矩阵</translation>
    </message>
    <message>
        <source>Point at a cell, or move with the arrow keys. The wheel zooms, 0 shows all.</source>
        <translation>指向一个格子，或用方向键移动。滚轮缩放，按 0 显示全部。</translation>
    </message>
    <message>
        <source>Click or Space: linked; Shift+click or P: possibly linked.</source>
        <translation>单击或空格：标为对应；Shift+单击或 P：标为可能对应。</translation>
    </message>
    <message>
        <source>{target} ← {source}: {weight}</source>
        <translation>{target} ← {source}：{weight}</translation>
    </message>
    <message>
        <source>linked by a person</source>
        <translation>人工标为对应</translation>
    </message>
    <message>
        <source>possibly linked, says a person</source>
        <translation>人工标为可能对应</translation>
    </message>
    <message>
        <source>linked by the model</source>
        <translation>模型的连线</translation>
    </message>
    <message>
        <source>unknown to the model, taken from the source</source>
        <translation>模型不认识，取自原文</translation>
    </message>
    <message>
        <source>Save the alignment</source>
        <translation>保存对齐</translation>
    </message>
</context>
<context>
    <name>AllTexts</name>
    <message>
        <source>All texts</source>
        <translation>全部文本</translation>
    </message>
    <message>
        <source>The model learns words from every text, labelled or not. Few labels then go further.</source>
        <translation>模型从每一篇文本中学习词语，无论有没有标签。这样少量标签就能发挥更大作用。</translation>
    </message>
    <message>
        <source>Learn from all texts again</source>
        <translation>重新从全部文本学习</translation>
    </message>
    <message>
        <source>Learn from all texts</source>
        <translation>从全部文本学习</translation>
    </message>
    <message>
        <source>Being learned from now; its progress is above.</source>
        <translation>正在学习，进度见上方。</translation>
    </message>
    <message>
        <source>There are no texts yet.</source>
        <translation>还没有文本。</translation>
    </message>
    <message numerus="yes">
        <source>Not learned from yet: %Ln text(s).</source>
        <translation>
            <numerusform>尚未学习：%Ln 篇文本。</numerusform>
        </translation>
    </message>
    <message>
        <source>Learned from {n} texts ({when}); each new run begins with that.</source>
        <translation>已从 {n} 篇文本学习（{when}）；每次新训练都以此为起点。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) came since.</source>
        <translation>
            <numerusform>此后新增 %Ln 篇文本。</numerusform>
        </translation>
    </message>
    <message>
        <source>The last try failed. {reason}</source>
        <translation>上次学习失败。{reason}</translation>
    </message>
    <message>
        <source>The last try was interrupted.</source>
        <translation>上次学习被中断。</translation>
    </message>
</context>
<context>
    <name>AttentionLegend</name>
    <message>
        <source>A word&apos;s weight as a multiple of the average weight in its document. The scale is the same for every document, so that short and long ones can be compared.</source>
        <translation>颜色表示词的权重是本文档平均权重的多少倍。所有文档使用同一标尺，因此长短文档可以互相比较。</translation>
    </message>
    <message>
        <source>Scale of the highlights</source>
        <translation>高亮标尺</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>average {weight}</source>
        <translation>平均 {weight}</translation>
    </message>
    <message>
        <source>{n} × the average or more</source>
        <translation>平均值的 {n} 倍及以上</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Each is verified by reading all of it. They are kept in the project&apos;s folder: the newest, and some of each past day and week. Restoring one makes a backup of now first.</source>
        <translation>每份备份都通读校验过，保存在项目文件夹里：保留最新几份，以及过去各天、各周的若干份。恢复之前，会先把当前状态备份下来。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{labelled} of {total} labelled</source>
        <translation>已标注 {labelled} / {total}</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>The backup is restored.</source>
        <translation>备份已恢复。</translation>
    </message>
    <message>
        <source>Restoring the backup</source>
        <translation>正在恢复备份</translation>
    </message>
</context>
<context>
    <name>BesideRun</name>
    <message>
        <source>n = {n}</source>
        <translation>n = {n}</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次训练</translation>
    </message>
    <message>
        <source>Compare now</source>
        <translation>立即比较</translation>
    </message>
    <message>
        <source>Uniform attention</source>
        <translation>均匀注意力</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <source>Better than uniform attention by {points} points ({low} to {high}).</source>
        <translation>比均匀注意力高 {points} 个百分点（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>Worse than uniform attention by {points} points ({low} to {high}).</source>
        <translation>比均匀注意力低 {points} 个百分点（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>Uniform attention does as well ({low} to {high} points): accuracy is no evidence that the attention is useful.</source>
        <translation>均匀注意力的表现不相上下（{low} 至 {high} 个百分点）：准确率不能证明注意力有用。</translation>
    </message>
    <message>
        <source>Better than n-gram logistic regression by {points} points ({low} to {high}).</source>
        <translation>比 n 元组逻辑回归高 {points} 个百分点（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>Worse than n-gram logistic regression by {points} points ({low} to {high}).</source>
        <translation>比 n 元组逻辑回归低 {points} 个百分点（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>No clear difference from n-gram logistic regression ({low} to {high} points): the simpler model may do.</source>
        <translation>与 n 元组逻辑回归没有明显差别（{low} 至 {high} 个百分点）：更简单的模型也许就够用。</translation>
    </message>
    <message>
        <source>Being compared in the background, when nothing else is trained.</source>
        <translation>没有其他训练时，在后台进行比较。</translation>
    </message>
    <message>
        <source>Compared when the run has finished.</source>
        <translation>训练完成后进行比较。</translation>
    </message>
    <message>
        <source>There is no hold-out to compare on.</source>
        <translation>没有留出集，无法比较。</translation>
    </message>
    <message>
        <source>Not compared yet with uniform attention and n-gram logistic regression.</source>
        <translation>尚未与均匀注意力和 n 元组逻辑回归比较。</translation>
    </message>
    <message>
        <source>This is the simple model that other runs are compared with.</source>
        <translation>这就是其他训练用来对照的简单模型。</translation>
    </message>
</context>
<context>
    <name>BulkActs</name>
    <message>
        <source>Passing labels on</source>
        <translation>正在传递标签</translation>
    </message>
    <message>
        <source>Labelling many</source>
        <translation>正在批量标注</translation>
    </message>
    <message numerus="yes">
        <source>Decided about %Ln document(s).</source>
        <translation>
            <numerusform>已处理 %Ln 篇文档。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Deciding about many</source>
        <translation>正在批量处理</translation>
    </message>
    <message>
        <source>Selected by hand</source>
        <translation>手动选中的文档</translation>
    </message>
    <message>
        <source>Filter: {filter}</source>
        <translation>筛选：{filter}</translation>
    </message>
    <message>
        <source>All documents of the project</source>
        <translation>项目中的全部文档</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>Decide about many</source>
        <translation>批量处理</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Some of them, drawn at random</source>
        <translation>随机抽取的几篇</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Take the flag away</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Clear the answers</source>
        <translation>清除答案</translation>
    </message>
    <message>
        <source>One key decides for all of them; one undo takes it back.</source>
        <translation>按一个键处理全部文档，撤销一次即可全部还原。</translation>
    </message>
    <message>
        <source>A label joins those that are there.</source>
        <translation>新标签会与已有标签并存。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>without an answer</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>有分歧</translation>
    </message>
</context>
<context>
    <name>CaptionChips</name>
    <message>
        <source>Walk over the words</source>
        <translation>逐词播放</translation>
    </message>
    <message>
        <source>probability {p}</source>
        <translation>概率 {p}</translation>
    </message>
    <message>
        <source>gate β {share}: how far what it saw counts</source>
        <translation>门控 β {share}：所看到的内容占多大分量</translation>
    </message>
</context>
<context>
    <name>CaptionFigures</name>
    <message>
        <source>On {n} hold-out pictures, never trained on. BLEU as papers on captions reckon it; by sacrebleu: {signature}</source>
        <translation>基于 {n} 张从未参与训练的留出图片。BLEU 按图片说明论文的通行算法计算；sacrebleu：{signature}</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Word for word as a person said it</source>
        <translation>与人工说明逐字相同</translation>
    </message>
    <message>
        <source>Different captions</source>
        <translation>不同的说明数</translation>
    </message>
    <message>
        <source>Points at the right region: {method}</source>
        <translation>指向正确区域：{method}</translation>
    </message>
</context>
<context>
    <name>CaptionList</name>
    <message>
        <source>Written by people. F2 or a double click edits it.</source>
        <translation>由人撰写。按 F2 或双击可修改。</translation>
    </message>
    <message>
        <source>Written by the model</source>
        <translation>由模型撰写</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>图片说明</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Find a value</source>
        <translation>查找取值</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Saving your last answer. The window closes by itself when it is on disk.</source>
        <translation>正在保存您的最后一次操作，写入磁盘后窗口会自动关闭。</translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation>不等了，直接关闭</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>{n} of {total} documents labelled “{actual}” were predicted as “{predicted}”. Click to see them.</source>
        <translation>标签为“{actual}”的 {total} 篇文档中，有 {n} 篇被预测为“{predicted}”。单击查看。</translation>
    </message>
    <message>
        <source>Confusion matrix: rows are the labels, columns the predictions</source>
        <translation>混淆矩阵：行是标签，列是预测</translation>
    </message>
</context>
<context>
    <name>CurvePlots</name>
    <message>
        <source>Loss (nats a document)</source>
        <translation>损失（nat/文档）</translation>
    </message>
    <message>
        <source>Loss (nats a piece)</source>
        <translation>损失（每词片，nat）</translation>
    </message>
    <message>
        <source>Macro-F1 (0–1)</source>
        <translation>宏平均 F1（0–1）</translation>
    </message>
    <message>
        <source>BLEU (0–1)</source>
        <translation>BLEU（0–1）</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Curves of loss and macro-F1</source>
        <translation>损失与宏平均 F1 曲线</translation>
    </message>
    <message>
        <source>Preparing the curves…</source>
        <translation>正在准备曲线…</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>轮次 {epoch}</translation>
    </message>
    <message>
        <source>training loss {n}</source>
        <translation>训练损失 {n}</translation>
    </message>
    <message>
        <source>validation loss {n}</source>
        <translation>验证损失 {n}</translation>
    </message>
    <message>
        <source>on the training texts</source>
        <translation>基于训练文本</translation>
    </message>
    <message>
        <source>macro-F1 {n}</source>
        <translation>宏平均 F1 {n}</translation>
    </message>
    <message>
        <source>BLEU (of 1) {n}</source>
        <translation>BLEU（满分 1）{n}</translation>
    </message>
    <message>
        <source>marked words AUPRC {n}</source>
        <translation>标出词语 AUPRC {n}</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>保存曲线</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>Pass labels on to duplicates</source>
        <translation>把标签传给重复文档</translation>
    </message>
    <message>
        <source>Documents without an answer get the label of those that say the same. One undo takes it back.</source>
        <translation>未标注的文档会得到内容相同的已标注文档的标签。撤销一次即可全部还原。</translation>
    </message>
    <message>
        <source>The same text</source>
        <translation>文本相同</translation>
    </message>
    <message>
        <source>Nearly the same text: three quarters of it in common</source>
        <translation>文本几乎相同：四分之三的内容一致</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) would get a label</source>
        <translation>
            <numerusform>将有 %Ln 篇文档得到标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Some of them as they would be, drawn at random</source>
        <translation>随机抽取几篇，显示将得到的标签</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) of duplicates are labelled differently and stay as they are.</source>
        <translation>
            <numerusform>有 %Ln 组重复文档的标签互相矛盾，保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Pass the labels on</source>
        <translation>传递标签</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something unexpected happened ({kind}).</source>
        <translation>发生了意外错误（{kind}）。</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>EvidenceLegend</name>
    <message>
        <source>What a word adds to the label&apos;s score, in logits. The more words a document has, the less each of them adds: the scale goes by the root of their number, the same way in every document.</source>
        <translation>一个词对该标签得分的贡献，以 logit 计。文档的词越多，每个词的贡献越小：刻度随词数的平方根变化，所有文档采用同一规则。</translation>
    </message>
    <message>
        <source>Scale of the evidence</source>
        <translation>证据的刻度</translation>
    </message>
    <message>
        <source>against the label</source>
        <translation>反对该标签</translation>
    </message>
    <message>
        <source>for the label</source>
        <translation>支持该标签</translation>
    </message>
</context>
<context>
    <name>ExampleLine</name>
    <message>
        <source>An example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Not an example</source>
        <translation>反例</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export documents</source>
        <translation>导出文档</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Which documents</source>
        <translation>导出哪些文档</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>For Excel: mark the file as UTF-8</source>
        <translation>供 Excel 打开：写入 UTF-8 标记（BOM）</translation>
    </message>
    <message>
        <source>Only the answer that counts</source>
        <translation>只导出最终答案</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>Reading the texts</source>
        <translation>正在读取文本</translation>
    </message>
    <message>
        <source>This needs the package {name}: pip install {name}</source>
        <translation>需要先安装 {name}：pip install {name}</translation>
    </message>
    <message>
        <source>There is no such document.</source>
        <translation>没有符合条件的文档。</translation>
    </message>
    <message numerus="yes">
        <source>A sheet holds %Ln row(s) at most.</source>
        <translation>
            <numerusform>一张工作表最多 %Ln 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
</context>
<context>
    <name>ExportLosses</name>
    <message>
        <source>What this format does not hold</source>
        <translation>这种格式存不下的内容</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking through the documents…</source>
        <translation>正在查看文档…</translation>
    </message>
    <message>
        <source>It holds everything that these documents have.</source>
        <translation>这些文档的全部内容都会写入。</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>不会写入</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档数</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>from files {n}</source>
        <translation>来自文件 {n}</translation>
    </message>
    <message>
        <source>Answers: {people}</source>
        <translation>标注来自：{people}</translation>
    </message>
</context>
<context>
    <name>FadingPlot</name>
    <message>
        <source>The word&apos;s probability, from the whole picture to none of it and back. The line: places in the order of the map. The band: all random orders; dashed, their mean. The figure is the area under the line, beside that of random orders.</source>
        <translation>这个词的概率：从整张图片清晰到全部模糊，再反过来。实线：按热图的顺序；灰带：全部随机顺序，虚线是它们的平均。下面的数字是曲线下的面积，旁边是随机顺序的面积。</translation>
    </message>
    <message>
        <source>Probability of the word while the picture is blurred place by place</source>
        <translation>图片逐处模糊时这个词的概率</translation>
    </message>
    <message>
        <source>Blurred first</source>
        <translation>先模糊最密处</translation>
    </message>
    <message>
        <source>Sharp alone</source>
        <translation>只留最密处</translation>
    </message>
    <message>
        <source>area {own} / {random}</source>
        <translation>面积 {own} / {random}</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Work in the background failed. {reason}</source>
        <translation>后台工作失败。{reason}</translation>
    </message>
    <message>
        <source>What comes next could not be chosen. {reason}</source>
        <translation>无法挑选接下来的文档。{reason}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>n = {n}</source>
        <translation>n = {n}</translation>
    </message>
    <message>
        <source>95 %: {low} to {high} · {n}</source>
        <translation>95 % 区间：{low} 至 {high} · {n}</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Choose the files with your texts</source>
        <translation>选择包含文本的文件</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message numerus="yes">
        <source>Exported %n document(s) to {name}.</source>
        <translation>
            <numerusform>已导出 %n 篇文档到 {name}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the project of your colleague</source>
        <translation>选择同事的项目</translation>
    </message>
    <message>
        <source>Choose the file that your colleague shared</source>
        <translation>选择同事共享的文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln 个答案</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new document(s)</source>
        <translation>
            <numerusform>%Ln 篇新文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Merged: {answers}, {documents}.</source>
        <translation>已合并：{answers}，{documents}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Open a shared project</source>
        <translation>打开共享的项目</translation>
    </message>
    <message>
        <source>Shared projects (*.zip)</source>
        <translation>共享的项目 (*.zip)</translation>
    </message>
    <message>
        <source>Share the project as one file</source>
        <translation>把项目共享为一个文件</translation>
    </message>
    <message>
        <source>The project is in {name}; it opens again by “Open a shared project”.</source>
        <translation>项目已写入 {name}；用“打开共享的项目”即可再次打开。</translation>
    </message>
    <message numerus="yes">
        <source>The project is in {name}, but %n picture(s) that lie elsewhere are not.</source>
        <translation>
            <numerusform>项目已存为 {name}，但有 %n 张图片在别处，没有带上。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take them along</source>
        <translation>一并带上</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>正在生成共享文件</translation>
    </message>
    <message>
        <source>Looking for the files</source>
        <translation>正在查找文件</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log; no text of a document is in it</source>
        <translation>日志（其中没有任何文档内容）</translation>
    </message>
    <message>
        <source>Temporary files; none stays when the program has ended</source>
        <translation>临时文件（程序退出后一个也不留）</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Exports, reports and pictures</source>
        <translation>导出的文件、报告和图片</translation>
    </message>
    <message>
        <source>Files on this computer</source>
        <translation>这台电脑上的文件</translation>
    </message>
    <message>
        <source>Opening the shared project</source>
        <translation>正在打开共享的项目</translation>
    </message>
    <message>
        <source>Sample (Chinese)</source>
        <translation>示例（中文）</translation>
    </message>
    <message>
        <source>Sample (English)</source>
        <translation>示例（英文）</translation>
    </message>
    <message>
        <source>Importing the sample</source>
        <translation>正在导入示例</translation>
    </message>
    <message numerus="yes">
        <source>The sample is ready: %n document(s).</source>
        <translation>
            <numerusform>示例已就绪：%n 篇文档。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>{filter}: click to take it away</source>
        <translation>{filter}：单击移除</translation>
    </message>
    <message>
        <source>by {names}</source>
        <translation>标注人：{names}</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>near duplicates</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <source>conflicting duplicates</source>
        <translation>标签矛盾的重复文档</translation>
    </message>
    <message>
        <source>{range} characters</source>
        <translation>{range} 字</translation>
    </message>
    <message>
        <source>answered {range}</source>
        <translation>标注于 {range}</translation>
    </message>
    <message>
        <source>from {names}</source>
        <translation>来自 {names}</translation>
    </message>
    <message>
        <source>similar to {id}</source>
        <translation>与 {id} 相似</translation>
    </message>
    <message>
        <source>model: {names}</source>
        <translation>模型：{names}</translation>
    </message>
    <message>
        <source>model disagrees</source>
        <translation>模型意见不同</translation>
    </message>
    <message>
        <source>model agrees</source>
        <translation>模型意见相同</translation>
    </message>
    <message>
        <source>confidence {range} %</source>
        <translation>置信度 {range}%</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>not flagged</source>
        <translation>未标记</translation>
    </message>
    <message>
        <source>hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>not hold-out</source>
        <translation>非留出集</translation>
    </message>
    <message>
        <source>with marked words</source>
        <translation>标有依据</translation>
    </message>
    <message>
        <source>without marked words</source>
        <translation>未标依据</translation>
    </message>
    <message>
        <source>older guideline</source>
        <translation>旧版标注说明</translation>
    </message>
    <message>
        <source>guideline of today</source>
        <translation>现行标注说明</translation>
    </message>
</context>
<context>
    <name>FilterChoice</name>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>As in the list: {filter}</source>
        <translation>与列表一致：{filter}</translation>
    </message>
</context>
<context>
    <name>FilterDialog</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Either</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>近似相同</translation>
    </message>
    <message>
        <source>Labelled differently</source>
        <translation>标签互相矛盾</translation>
    </message>
    <message>
        <source>The documents have no metadata, or it is not read yet.</source>
        <translation>文档没有元数据，或尚未读取完毕。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Save under a name…</source>
        <translation>命名保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>标注日期</translation>
    </message>
    <message>
        <source>Under an older guideline</source>
        <translation>按旧版标注说明标注</translation>
    </message>
    <message>
        <source>Length in characters</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>Marked words</source>
        <translation>标出的词语</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Imported from</source>
        <translation>导入来源</translation>
    </message>
    <message>
        <source>The model says</source>
        <translation>模型判断</translation>
    </message>
    <message>
        <source>Otherwise than the answer</source>
        <translation>与答案不同</translation>
    </message>
    <message>
        <source>Confidence in %</source>
        <translation>置信度（%）</translation>
    </message>
    <message>
        <source>{name} (the first values)</source>
        <translation>{name}（仅前若干取值）</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>GuidelineForm</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>标注说明</translation>
    </message>
    <message>
        <source>When is this label right? When is it not?</source>
        <translation>什么情况用这个标签？什么情况不用？</translation>
    </message>
    <message>
        <source>Earlier definitions…</source>
        <translation>历次定义…</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>取下</translation>
    </message>
    <message>
        <source>Documents become examples on the label page ({key}).</source>
        <translation>在标注页按 {key}，可把文档设为示例。</translation>
    </message>
    <message>
        <source>Version {n}, {at}</source>
        <translation>第 {n} 版，{at}</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln document(s) with this label are to be confirmed again</source>
        <translation>
            <numerusform>已有的 %Ln 条该标签文档需重新确认</numerusform>
        </translation>
    </message>
    <message>
        <source>An example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Not an example</source>
        <translation>反例</translation>
    </message>
</context>
<context>
    <name>GuidelineView</name>
    <message>
        <source>Point at a label to read its guideline.</source>
        <translation>指向标签可查看标注说明。</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>第 {n} 版</translation>
    </message>
    <message>
        <source>No guideline yet.</source>
        <translation>还没有标注说明。</translation>
    </message>
</context>
<context>
    <name>HeatImage</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>HeatLegend</name>
    <message>
        <source>uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>uniform {weight}</source>
        <translation>均匀 {weight}</translation>
    </message>
    <message>
        <source>{n} × uniform or more</source>
        <translation>均匀水平的 {n} 倍及以上</translation>
    </message>
    <message>
        <source>A cell&apos;s share as a multiple of what each would get if the word looked everywhere alike. The scale is the same for all words and all pictures: a map that says nothing looks like one.</source>
        <translation>每格所占份额是“处处同样看”时的多少倍。所有词、所有图片用同一标尺：看不出重点的图就显示为看不出重点。</translation>
    </message>
    <message>
        <source>Scale of the maps</source>
        <translation>注意力图的标尺</translation>
    </message>
</context>
<context>
    <name>HeatStrip</name>
    <message>
        <source>Maps of all words</source>
        <translation>所有词的注意力图</translation>
    </message>
    <message>
        <source>gate {share}</source>
        <translation>门控 {share}</translation>
    </message>
</context>
<context>
    <name>HeldNote</name>
    <message>
        <source>{who} has this project open. Here you can look, search and export, but change nothing.</source>
        <translation>{who} 正打开着这个项目。在这里可以查看、搜索和导出，但不能修改。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>HighlightedText</name>
    <message>
        <source>{weight} logits · rank {rank} of {count} by strength</source>
        <translation>{weight} logit · 强度排第 {rank}，共 {count} 个</translation>
    </message>
    <message>
        <source>weight {weight} · {multiple} × the average · rank {rank} of {count}</source>
        <translation>权重 {weight} · 平均值的 {multiple} 倍 · 第 {rank} 位，共 {count} 词</translation>
    </message>
    <message>
        <source>sentence weight {weight} · {multiple} × the average of {count}</source>
        <translation>句子权重 {weight} · 为 {count} 句平均的 {multiple} 倍</translation>
    </message>
    <message>
        <source>Click to unmark</source>
        <translation>单击取消依据</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>还没有任何操作。</translation>
    </message>
    <message>
        <source>Nothing is ever lost: go back to any act, and forth again.</source>
        <translation>任何操作都不会丢失：可以回到任意一步，也可以再回来。</translation>
    </message>
    <message>
        <source>Show the document</source>
        <translation>查看文档</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Do up to here again</source>
        <translation>重做到这一步</translation>
    </message>
    <message>
        <source>Go back to here</source>
        <translation>回到这一步</translation>
    </message>
    <message>
        <source>Travelling in the history</source>
        <translation>正在历史记录中移动</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>See what your model looks at</source>
        <translation>看清模型在看什么</translation>
    </message>
    <message>
        <source>Label texts, train an attention model in the background, review which words it looks at.</source>
        <translation>标注文本，在后台训练注意力模型，复核它在看哪些词。</translation>
    </message>
    <message>
        <source>The room was small, [2|but] the [6|staff] made it [9|worth every penny].</source>
        <translation>房间虽小，[2|但][6|服务]让这一晚[9|物超所值]。</translation>
    </message>
    <message>
        <source>New from a file…</source>
        <translation>从文件新建…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>No texts at hand? Try the sample:</source>
        <translation>手头没有文本？试试示例：</translation>
    </message>
    <message>
        <source>in Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>in English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>for translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>with pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere on this window. Nothing leaves this computer.</source>
        <translation>也可以把文件拖到窗口任意位置。数据不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Can&apos;t be opened now</source>
        <translation>暂时无法打开</translation>
    </message>
</context>
<context>
    <name>ImageCheck</name>
    <message>
        <source>Blur the picture place by place, the densest of the map first: does the word go sooner?</source>
        <translation>从热图最密的地方开始逐处模糊图片：这个词会更早消失吗？</translation>
    </message>
    <message>
        <source>Stop the check</source>
        <translation>停止检验</translation>
    </message>
    <message>
        <source>Check this map</source>
        <translation>检验这张热图</translation>
    </message>
    <message>
        <source>Checking “{word}”: {done} of {total}</source>
        <translation>正在检验“{word}”：{done} / {total}</translation>
    </message>
    <message>
        <source>“{word}” was said for what this map shows: blurred, its densest places take the probability away sooner, and sharp alone they bring it back sooner, than places in all {n} random orders.</source>
        <translation>说出“{word}”确实是因为这张热图标出的地方：先模糊最密处，概率下降得比全部 {n} 种随机顺序都早；只留最密处，概率也恢复得比它们都早。</translation>
    </message>
    <message>
        <source>“{word}” needs what this map shows: its densest places, blurred, take the probability away sooner than all {n} random orders. Sharp alone they are no better than some of these.</source>
        <translation>“{word}”离不开这张热图标出的地方：先模糊最密处，概率下降得比全部 {n} 种随机顺序都早。但只留这些地方时，并不比其中每一种都好。</translation>
    </message>
    <message>
        <source>What this map shows is enough for “{word}”: its densest places alone bring the probability back sooner than all {n} random orders. But it can do without them: other places say it too.</source>
        <translation>这张热图标出的地方足以说出“{word}”：只留最密处，概率恢复得比全部 {n} 种随机顺序都早。但没有它们也行：别处同样能让模型说出这个词。</translation>
    </message>
    <message>
        <source>This map does not show what “{word}” was said for: in some of {n} random orders places count as much as its densest do.</source>
        <translation>这张热图没有说明为什么说“{word}”：{n} 种随机顺序中，有的和热图最密处一样有影响。</translation>
    </message>
    <message>
        <source>“{word}” does not rest on the picture: with all of it blurred the probability is {blurred}, with all of it sharp {sharp}.</source>
        <translation>“{word}”不取决于图片：全部模糊时概率为 {blurred}，全部清晰时为 {sharp}。</translation>
    </message>
</context>
<context>
    <name>ImageEmpty</name>
    <message>
        <source>No project of pictures is open.</source>
        <translation>没有打开图片项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>There are no pictures yet: import some, or drop a folder.</source>
        <translation>还没有图片：请导入，或拖入一个文件夹。</translation>
    </message>
    <message>
        <source>Import pictures…</source>
        <translation>导入图片…</translation>
    </message>
    <message>
        <source>{title}… The pictures will be here in a moment.</source>
        <translation>{title}……图片马上就到。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
</context>
<context>
    <name>ImageList</name>
    <message>
        <source>Search the captions</source>
        <translation>搜索图片说明</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>Without captions</source>
        <translation>无说明</translation>
    </message>
    <message>
        <source>Words and what they look at</source>
        <translation>词与所看之处</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>ImageMethods</name>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>The weights of the very step that said the word</source>
        <translation>说出该词那一步所用的权重</translation>
    </message>
    <message>
        <source>Attention × gradient</source>
        <translation>注意力 × 梯度</translation>
    </message>
    <message>
        <source>The weights, times how much the word depends on them</source>
        <translation>权重乘以该词对它们的依赖程度</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Which parts of the picture&apos;s features speak for the word (Selvaraju et al. 2017)</source>
        <translation>图片特征中哪些部分支持这个词（Selvaraju 等，2017）</translation>
    </message>
    <message>
        <source>Both gradients</source>
        <translation>两种梯度</translation>
    </message>
    <message>
        <source>Where Grad-CAM and attention × gradient agree; where they do not, an even map</source>
        <translation>Grad-CAM 与注意力 × 梯度一致的地方；不一致时各处相同</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>How far the word&apos;s probability falls when a part is blurred</source>
        <translation>模糊某一处后，该词的概率下降多少</translation>
    </message>
</context>
<context>
    <name>ImageMiddle</name>
    <message>
        <source>Look for the pictures in a folder…</source>
        <translation>在文件夹中查找图片…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>热力</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>One hue over the picture instead of a mask of brightness</source>
        <translation>用单色热力代替明暗遮罩</translation>
    </message>
    <message>
        <source>Smoothed, or the very cells that the model weighed</source>
        <translation>平滑显示，或显示模型实际加权的格子</translation>
    </message>
    <message>
        <source>Outline where half of the look lies</source>
        <translation>勾出一半注意力所在的范围</translation>
    </message>
    <message>
        <source>Show what people marked</source>
        <translation>显示人工标出的区域</translation>
    </message>
    <message>
        <source>Drag over the picture to draw a region for the word</source>
        <translation>在图片上拖动，为当前词画出区域</translation>
    </message>
    <message>
        <source>The model is looking at the picture…</source>
        <translation>模型正在看图…</translation>
    </message>
</context>
<context>
    <name>ImagePage</name>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Choose a picture at the left.</source>
        <translation>请在左侧选择一张图片。</translation>
    </message>
    <message>
        <source>Fully bright: {n} times the uniform level or more. One scale for all words.</source>
        <translation>最亮：均匀水平的 {n} 倍及以上。所有词同一标尺。</translation>
    </message>
</context>
<context>
    <name>ImageSide</name>
    <message>
        <source>Attention itself: {said}</source>
        <translation>注意力本身：{said}</translation>
    </message>
    <message>
        <source>Of {n} words with regions, on the hold-out, these maps point at the right one in {share}; always the middle would in {centre}, any place in {random}.</source>
        <translation>在留出集中 {n} 个带区域的词里，这种图指对的比例为 {share}；若总指正中为 {centre}，随便指为 {random}。</translation>
    </message>
    <message>
        <source>At this place look: {words} (of the uniform level)</source>
        <translation>看向此处的词：{words}（相对均匀水平）</translation>
    </message>
    <message>
        <source>No word looks at this place more than at others.</source>
        <translation>没有词特别看向此处。</translation>
    </message>
    <message>
        <source>{word}: {seen} → {blurred}</source>
        <translation>{word}：{seen} → {blurred}</translation>
    </message>
    <message>
        <source>With this part blurred these words lose their probability:</source>
        <translation>模糊此处后，这些词的概率下降：</translation>
    </message>
    <message>
        <source>With this part blurred no word loses half of its probability.</source>
        <translation>模糊此处后，没有词的概率减半。</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>图片说明</translation>
    </message>
    <message>
        <source>Write a caption; Enter keeps it</source>
        <translation>撰写说明，回车保存</translation>
    </message>
    <message>
        <source>Caption of your own</source>
        <translation>自拟说明</translation>
    </message>
    <message>
        <source>Its maps are shown while you type. Enter keeps it, Ctrl+Enter goes on to the next picture.</source>
        <translation>输入时即显示各词的注意力图。按 Enter 保存，按 Ctrl+Enter 保存并转到下一张。</translation>
    </message>
    <message>
        <source>Blur this part</source>
        <translation>模糊此处</translation>
    </message>
    <message>
        <source>Blur the selected region, or where half of the word&apos;s look lies: do the words stay?</source>
        <translation>模糊所选区域，或该词一半注意力所在之处：这些词还会出现吗？</translation>
    </message>
    <message>
        <source>Region for this word</source>
        <translation>为此词画区域</translation>
    </message>
    <message>
        <source>Say where it should have looked</source>
        <translation>指出它本该看哪里</translation>
    </message>
    <message>
        <source>The maps differ from word to word, and each is denser than an even look.</source>
        <translation>各词的注意力图互不相同，且都比均匀分布更集中。</translation>
    </message>
    <message>
        <source>About uniform: it does not show where the model looked.</source>
        <translation>接近均匀：看不出模型看了哪里。</translation>
    </message>
    <message>
        <source>Nearly the same map for every word: it does not show where the model looked for this one.</source>
        <translation>每个词的图几乎相同：看不出模型为这个词看了哪里。</translation>
    </message>
    <message>
        <source>Probability {p}</source>
        <translation>概率 {p}</translation>
    </message>
    <message>
        <source>Gate β {share}: how far what it saw counts</source>
        <translation>门控 β {share}：所看到的内容占多大分量</translation>
    </message>
    <message>
        <source>Spread {share} (1: everywhere alike)</source>
        <translation>分散度 {share}（1 表示处处相同）</translation>
    </message>
    <message>
        <source>Moved by {share} from the word before</source>
        <translation>与前一词相比移动了 {share}</translation>
    </message>
</context>
<context>
    <name>ImageTakeAway</name>
    <message>
        <source>Take the maps away: pictures, a report, the numbers</source>
        <translation>导出注意力图：图片、报告、数值</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>This word (PNG)…</source>
        <translation>此词（PNG）…</translation>
    </message>
    <message>
        <source>All words side by side (PNG)…</source>
        <translation>所有词并排（PNG）…</translation>
    </message>
    <message>
        <source>A picture for each word (folder of PNG)…</source>
        <translation>每词一张图（PNG 文件夹）…</translation>
    </message>
    <message>
        <source>Report of this picture (HTML)…</source>
        <translation>本图报告（HTML）…</translation>
    </message>
    <message>
        <source>The maps as numbers (JSONL)…</source>
        <translation>注意力图数值（JSONL）…</translation>
    </message>
    <message>
        <source>There is nothing to take away: no word has a map here.</source>
        <translation>没有可导出的内容：这里没有词带有注意力图。</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
</context>
<context>
    <name>ImageTelling</name>
    <message>
        <source>No model yet: write captions, draw regions, and train one on the train page.</source>
        <translation>还没有模型：先撰写说明、画出区域，再到训练页训练。</translation>
    </message>
    <message>
        <source>This model has no attention: it does not say where it looked.</source>
        <translation>该模型没有注意力：无法说明它看了哪里。</translation>
    </message>
</context>
<context>
    <name>ImageWords</name>
    <message>
        <source>Search the words</source>
        <translation>搜索词</translation>
    </message>
    <message>
        <source>Words of the captions</source>
        <translation>说明中的词</translation>
    </message>
    <message>
        <source>What the model looked at</source>
        <translation>模型看过的地方</translation>
    </message>
    <message>
        <source>Half of a look takes {share} of the picture on average: it hardly says where.</source>
        <translation>一半的注意力平均占图片的 {share}：几乎看不出具体位置。</translation>
    </message>
    <message>
        <source>What half of the look lies on in each picture; the surest words first. A click opens the picture.</source>
        <translation>每张图片中一半注意力所在之处，把握最大的排在前面。点击可打开图片。</translation>
    </message>
    <message>
        <source>This run has no index of words: only models with attention make one when they are trained.</source>
        <translation>该训练没有词索引：只有带注意力的模型在训练时会生成。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>New project from files</source>
        <translation>从文件新建项目</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>导入文档</translation>
    </message>
    <message>
        <source>Create and import</source>
        <translation>新建并导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) can&apos;t be read: remove them, or choose how to read them.</source>
        <translation>
            <numerusform>有 %n 个文件无法读取：请移除，或调整读取方式。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the column that holds the text.</source>
        <translation>请选择文本所在的列。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>Reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>The first row holds the column names</source>
        <translation>首行是列名</translation>
    </message>
    <message>
        <source>Comma ,</source>
        <translation>逗号 ,</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Semicolon ;</source>
        <translation>分号 ;</translation>
    </message>
    <message>
        <source>Bar |</source>
        <translation>竖线 |</translation>
    </message>
    <message>
        <source>None: a line is one cell</source>
        <translation>无：一行为一格</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Labelled by</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Several labels in a cell are parted by</source>
        <translation>单元格内多个标签的分隔符</translation>
    </message>
    <message>
        <source>Nothing: one label a cell</source>
        <translation>无：每格一个标签</translation>
    </message>
    <message>
        <source>Keep as metadata</source>
        <translation>保留为元数据</translation>
    </message>
    <message>
        <source>Columns to keep as metadata</source>
        <translation>保留为元数据的列</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>who labelled</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>when</source>
        <translation>标注时间</translation>
    </message>
    <message>
        <source>how long it took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>skips</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>marked words</source>
        <translation>标出的词语</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Also read: {what}</source>
        <translation>还会读取：{what}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ImportOptionsForm</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Texts that are there already</source>
        <translation>重复的文本</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>仍然导入</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>A random fifth</source>
        <translation>随机五分之一</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>按文件的划分</translation>
    </message>
    <message>
        <source>None of it</source>
        <translation>不留出</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部留出</translation>
    </message>
    <message>
        <source>What a file calls test or hold-out is set aside; of the rest, if any, a random fifth.</source>
        <translation>文件中标为 test 或留出集的文档归入留出集；其余文档再随机抽取五分之一。</translation>
    </message>
    <message>
        <source>20 % of the labelled documents (at most 1,000) are set aside: never trained on, they measure models.</source>
        <translation>随机留出 20% 的已标注文档（最多 1,000 篇）：不参与训练，只用来评估模型。</translation>
    </message>
    <message>
        <source>None of these documents is set aside; models may be trained on all of them.</source>
        <translation>不留出任何文档，全部可用于训练。</translation>
    </message>
    <message>
        <source>All of these documents are set aside: never trained on, they measure models.</source>
        <translation>全部文档归入留出集：不参与训练，只用来评估模型。</translation>
    </message>
</context>
<context>
    <name>ImportProgress</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>还剩 %n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>You may close this window: the import goes on, and you will be told.</source>
        <translation>可以关闭此窗口：导入会继续，完成后通知你。</translation>
    </message>
    <message>
        <source>Stop the import</source>
        <translation>停止导入</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>存为 CSV…</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>被拒绝的行</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) could not be read</source>
        <translation>
            <numerusform>%Ln 行无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) imported</source>
        <translation>
            <numerusform>已导入 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>{read:,} rows read = {imported:,} imported + {duplicates:,} duplicates + {rejected:,} rejected</source>
        <translation>读取 {read:,} 行 = 导入 {imported:,} + 重复 {duplicates:,} + 拒绝 {rejected:,}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them set aside as hold-out</source>
        <translation>
            <numerusform>其中 %Ln 篇归入留出集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) added to documents that were there already</source>
        <translation>
            <numerusform>为已有文档补充了 %Ln 个答案</numerusform>
        </translation>
    </message>
    <message>
        <source>New labels: {names}</source>
        <translation>新标签：{names}</translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>保存被拒绝的行</translation>
    </message>
</context>
<context>
    <name>ImportView</name>
    <message>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Drop files here, or add CSV, Excel, JSON or text files, a folder or a .zip.</source>
        <translation>把文件拖到这里，或添加 CSV、Excel、JSON、文本文件、文件夹或 .zip。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>{name} · can&apos;t be read</source>
        <translation>{name} · 无法读取</translation>
    </message>
    <message>
        <source>Some bytes are not valid in this encoding. Rows that hold them will be rejected.</source>
        <translation>有些字节不符合此编码，含有它们的行会被拒绝。</translation>
    </message>
    <message>
        <source>The encoding is a guess. If the preview does not read well, choose another.</source>
        <translation>编码是推测的。如果预览有乱码，请换一种。</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Texts and tables</source>
        <translation>文本和表格</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Add a folder of text files</source>
        <translation>添加文本文件夹</translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还剩 {time}</translation>
    </message>
    <message>
        <source>BLEU on the validation part: {bleu}, n={n}</source>
        <translation>验证部分的 BLEU：{bleu}，n={n}</translation>
    </message>
    <message>
        <source>Epoch {n} of at most {total} done</source>
        <translation>已完成第 {n} 轮，最多 {total} 轮</translation>
    </message>
    <message>
        <source>Macro-F1 on the validation part: {f1}, n={n}</source>
        <translation>验证部分的宏平均 F1：{f1}，n={n}</translation>
    </message>
    <message>
        <source>Macro-F1 on the training texts, too few to hold any back: {f1}</source>
        <translation>训练文本上的宏平均 F1（文本太少，未划分验证部分）：{f1}</translation>
    </message>
    <message>
        <source>{n} tokens/s</source>
        <translation>{n} 词元/秒</translation>
    </message>
    <message>
        <source>Training loss {n}</source>
        <translation>训练损失 {n}</translation>
    </message>
</context>
<context>
    <name>JobChip</name>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>KeySets</name>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Left hand</source>
        <translation>左手</translation>
    </message>
    <message>
        <source>Right hand</source>
        <translation>右手</translation>
    </message>
    <message>
        <source>Number pad</source>
        <translation>数字小键盘</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Own keys</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Set of keys</source>
        <translation>按键方案</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Other key</source>
        <translation>备用按键</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take it from there</source>
        <translation>改为此处使用</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{key} keeps its own use everywhere.</source>
        <translation>{key} 在各处都有固定用途，不能改作他用。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{key} is already the key of {names}.</source>
        <translation>{key} 已用于{names}。</translation>
    </message>
    <message>
        <source>What others have now was left to them.</source>
        <translation>已被其他命令占用的按键未收回。</translation>
    </message>
    <message>
        <source>Save the sheet of keys</source>
        <translation>保存按键表</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>已保存为 {name}。</translation>
    </message>
    <message>
        <source>{name} can&apos;t be written: {reason}</source>
        <translation>无法写入 {name}：{reason}</translation>
    </message>
    <message>
        <source>Fovea: keys</source>
        <translation>Fovea 按键表</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已修改</translation>
    </message>
</context>
<context>
    <name>KeywordsModel</name>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>提升度</translation>
    </message>
    <message>
        <source>How many times as frequent the word is in documents of this label as in all of them</source>
        <translation>该词在此标签文档中的出现频率是全部文档中的多少倍</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档数</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weight × ln(1 + documents) × log2(lift): words that weigh much, often, and for this label</source>
        <translation>权重 × ln(1 + 文档数) × log2(提升度)：分量重、常出现且属于该标签的词</translation>
    </message>
    <message>
        <source>How many times an even share the word has of what speaks for the label where it stands, on average: of the evidence, or of the attention where a model shows no evidence</source>
        <translation>在该词出现之处，它在支持该标签的内容中所占份额平均是均分份额的多少倍：以证据计；模型不提供证据时以注意力计</translation>
    </message>
    <message>
        <source>In how many documents predicted as this label the word stands</source>
        <translation>预测为此标签的文档中，有多少篇含有该词</translation>
    </message>
</context>
<context>
    <name>LabelFilter</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Search the texts</source>
        <translation>搜索文本</translation>
    </message>
    <message>
        <source>Several words: all of them, anywhere. &quot;Exactly so&quot;, -without, this OR that, /regular expression/. Also is:flagged, label:NAME, length:100.. and the like.</source>
        <translation>多个词：全部出现，位置不限。&quot;原样短语&quot;、-排除、甲 OR 乙、/正则表达式/。也可以写 is:flagged、label:标签名、length:100.. 等条件。</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Own key</source>
        <translation>专用按键</translation>
    </message>
    <message>
        <source>A letter that gives the label, besides the key of its place</source>
        <translation>除按位置的数字键外，另设一个字母键来打这个标签</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) have this label.</source>
        <translation>
            <numerusform>%Ln 条文档使用此标签。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only a label without documents can be removed.</source>
        <translation>只能删除没有文档使用的标签。</translation>
    </message>
</context>
<context>
    <name>LabelMiddle</name>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Add labels…</source>
        <translation>添加标签…</translation>
    </message>
    <message>
        <source>Document {number}</source>
        <translation>文档 {number}</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>label imported</source>
        <translation>导入的标签</translation>
    </message>
    <message>
        <source>an example of {label}</source>
        <translation>“{label}”的示例</translation>
    </message>
    <message>
        <source>not an example of {label}</source>
        <translation>“{label}”的反例</translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>This project has no documents yet.</source>
        <translation>此项目还没有文档。</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>This list has nothing more to ask.</source>
        <translation>这个列表已经问完了。</translation>
    </message>
    <message>
        <source>No unlabelled document is left in this list.</source>
        <translation>此列表中没有未标注的文档了。</translation>
    </message>
    <message>
        <source>Go on with the others</source>
        <translation>继续标注其他文档</translation>
    </message>
    <message numerus="yes">
        <source>All %n document(s) are answered.</source>
        <translation>
            <numerusform>全部 %n 篇文档都已处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
</context>
<context>
    <name>LabelQueue</name>
    <message>
        <source>Queue of documents</source>
        <translation>文档队列</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>已选 %Ln 篇</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking through the texts…</source>
        <translation>正在逐篇查找…</translation>
    </message>
    <message>
        <source>No document matches.</source>
        <translation>没有符合条件的文档。</translation>
    </message>
    <message>
        <source>Search index: {n} %. Until then searching takes longer.</source>
        <translation>搜索索引已完成 {n}%，此前搜索会慢一些。</translation>
    </message>
</context>
<context>
    <name>LabelSetDialog</name>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>新标签</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Take over labels and guidelines from a colleague&apos;s file</source>
        <translation>从同事的文件中导入标签和标注说明</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Labels, guidelines and examples as a file for colleagues</source>
        <translation>把标签、标注说明和示例导出为文件，供同事使用</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>按键 {key}</translation>
    </message>
    <message>
        <source>{key} is already the key of “{name}”.</source>
        <translation>{key} 已用于“{name}”。</translation>
    </message>
    <message>
        <source>Import a label set</source>
        <translation>导入标签集</translation>
    </message>
    <message>
        <source>Export the label set</source>
        <translation>导出标签集</translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) added</source>
        <translation>
            <numerusform>新增 %Ln 个标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln definition(s) changed</source>
        <translation>
            <numerusform>更改 %Ln 条定义</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) pinned</source>
        <translation>
            <numerusform>加入 %Ln 条示例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln label(s).</source>
        <translation>
            <numerusform>已导出 %Ln 个标签。</numerusform>
        </translation>
    </message>
    <message>
        <source>Label set (*.json)</source>
        <translation>标签集 (*.json)</translation>
    </message>
    <message>
        <source>{project} labels.json</source>
        <translation>{project} 标签集.json</translation>
    </message>
</context>
<context>
    <name>LabelSide</name>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Edit the label set…</source>
        <translation>编辑标签集…</translation>
    </message>
    <message>
        <source>Last decisions</source>
        <translation>最近的标注</translation>
    </message>
    <message>
        <source>{labelled} of {total} labelled</source>
        <translation>已标注 {labelled} / {total}</translation>
    </message>
    <message>
        <source>{n} skipped</source>
        <translation>跳过 {n}</translation>
    </message>
    <message>
        <source>{n} flagged</source>
        <translation>标记 {n}</translation>
    </message>
</context>
<context>
    <name>LookingDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Drop to import</source>
        <translation>松开即可导入</translation>
    </message>
    <message>
        <source>{name} (only to be looked at)</source>
        <translation>{name}（只能查看）</translation>
    </message>
</context>
<context>
    <name>ManualDialog</name>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>目录</translation>
    </message>
</context>
<context>
    <name>MarkedWords</name>
    <message>
        <source>Learn from marked words ({n})</source>
        <translation>从标出的词语学习（{n}）</translation>
    </message>
    <message>
        <source>In so many documents people marked words. Attention is drawn to them, as far as that helps on the validation part.</source>
        <translation>有人在这么多文档中标出了词语。只要对验证部分有帮助，注意力就会被引向它们。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) have marked words; attention can learn from them from {least} on.</source>
        <translation>
            <numerusform>%Ln 篇文档标有词语；达到 {least} 篇后注意力就可以从中学习。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge a colleague&apos;s project</source>
        <translation>合并同事的项目</translation>
    </message>
    <message>
        <source>People and their answers</source>
        <translation>标注人及其答案</translation>
    </message>
    <message>
        <source>Where one person said two things</source>
        <translation>同一人答案矛盾时</translation>
    </message>
    <message>
        <source>The later answer stands</source>
        <translation>以较晚的答案为准</translation>
    </message>
    <message>
        <source>The answer here stands</source>
        <translation>以本项目为准</translation>
    </message>
    <message>
        <source>Theirs stands</source>
        <translation>以对方为准</translation>
    </message>
    <message>
        <source>Take their definitions over</source>
        <translation>采用对方的标签定义</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Comparing the projects</source>
        <translation>比较项目</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较……</translation>
    </message>
    <message numerus="yes">
        <source>Take the %Ln document(s) that are not here, too</source>
        <translation>
            <numerusform>同时加入本项目没有的 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>{names}: defined otherwise there. Their labels of that name will have to be confirmed.</source>
        <translation>{names}：对方的定义不同。对方给出的这些标签需要重新确认。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) there</source>
        <translation>
            <numerusform>对方有 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them here too</source>
        <translation>
            <numerusform>其中 %Ln 篇本项目也有</numerusform>
        </translation>
    </message>
    <message>
        <source>new labels: {names}</source>
        <translation>新增标签：{names}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) with several labels stay out: here a document has one</source>
        <translation>
            <numerusform>%Ln 个多标签答案不会合入：本项目一篇文档只有一个标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本项目</translation>
    </message>
    <message>
        <source>There</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>{n} contradictions</source>
        <translation>{n} 处矛盾</translation>
    </message>
</context>
<context>
    <name>MergePeople</name>
    <message>
        <source>There</source>
        <translation>对方的名称</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在本项目的名称</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Contradicting</source>
        <translation>矛盾</translation>
    </message>
    <message>
        <source>What {name} is called here</source>
        <translation>{name} 在本项目的名称</translation>
    </message>
    <message>
        <source>{names}: somebody here has that name too. If it is another person, give another name.</source>
        <translation>{names}：本项目也有同名的人。如果不是同一个人，请换一个名称。</translation>
    </message>
</context>
<context>
    <name>MeterPanel</name>
    <message>
        <source>Does choosing pay?</source>
        <translation>挑选样本有用吗？</translation>
    </message>
    <message>
        <source>Meter of the labelling</source>
        <translation>标注进展测量</translation>
    </message>
    <message>
        <source>Target accuracy</source>
        <translation>目标准确率</translation>
    </message>
    <message>
        <source>The accuracy that you aim at in this project</source>
        <translation>您希望这个项目达到的准确率</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>Nothing is measured yet.</source>
        <translation>还没有测量结果。</translation>
    </message>
    <message>
        <source>Can&apos;t tell yet: {chosen} of {n} labels chosen, {random} of {n} random, {held} of {m} held out.</source>
        <translation>还说不准：挑选的标注 {chosen}/{n}，随机的 {random}/{n}，留出集 {held}/{m}。</translation>
    </message>
    <message>
        <source>Yes: chosen documents teach more than random ones.</source>
        <translation>有用：挑选的样本比随机的教得更多。</translation>
    </message>
    <message>
        <source>No: random documents teach more. Choose “random”.</source>
        <translation>没用：随机样本教得更多，建议改用“随机”。</translation>
    </message>
    <message>
        <source>Can&apos;t tell yet: the difference may be chance.</source>
        <translation>还说不准：差别可能只是偶然。</translation>
    </message>
    <message>
        <source>{difference} points {interval} with {n} labels of either kind (hold-out n={m})</source>
        <translation>两种标注各 {n} 条时相差 {difference} 个百分点 {interval}（留出集 n={m}）</translation>
    </message>
    <message>
        <source>Accuracy of the quick model: {accuracy} % {interval}</source>
        <translation>快速模型的准确率：{accuracy}% {interval}</translation>
    </message>
    <message>
        <source>Labels to the target: can&apos;t tell yet.</source>
        <translation>离目标还差多少标注：还说不准。</translation>
    </message>
    <message>
        <source>The target is reached.</source>
        <translation>目标已达到。</translation>
    </message>
    <message>
        <source>More labels of this kind may never reach the target; better guidelines might.</source>
        <translation>再多这样的标注可能也达不到目标；改进标注说明也许可以。</translation>
    </message>
    <message>
        <source>At least {low} more labels to the target, perhaps never.</source>
        <translation>离目标至少还要 {low} 条标注，也可能永远达不到。</translation>
    </message>
    <message>
        <source>About {labels} more labels to the target (at least {low}, perhaps never)</source>
        <translation>离目标大约还要 {labels} 条标注（至少 {low} 条，也可能达不到）</translation>
    </message>
    <message>
        <source>About {labels} more labels to the target ({low} to {high})</source>
        <translation>离目标大约还要 {labels} 条标注（{low} 到 {high} 条）</translation>
    </message>
    <message>
        <source>You may stop: the last labels changed neither the predictions nor the accuracy measurably.</source>
        <translation>可以停了：最近的标注没有明显改变预测，也没有明显提高准确率。</translation>
    </message>
    <message>
        <source>Go on: predictions still change (agreement κ {kappa} from one training to the next).</source>
        <translation>请继续：预测还在变（相邻两次训练的一致性 κ 为 {kappa}）。</translation>
    </message>
    <message>
        <source>Go on: the last labels still brought accuracy.</source>
        <translation>请继续：最近的标注还在提高准确率。</translation>
    </message>
</context>
<context>
    <name>MethodBar</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Methods that ask the model many times</source>
        <translation>需要多次询问模型的方法</translation>
    </message>
</context>
<context>
    <name>MissingPictures</name>
    <message>
        <source>The folder where the pictures are now</source>
        <translation>图片现在所在的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) found again.</source>
        <translation>
            <numerusform>重新找到 %Ln 张图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for the pictures</source>
        <translation>正在查找图片</translation>
    </message>
</context>
<context>
    <name>NewProject</name>
    <message>
        <source>The project needs a name.</source>
        <translation>请为项目命名。</translation>
    </message>
    <message>
        <source>The project&apos;s name can&apos;t hold any of {signs}</source>
        <translation>项目名称不能包含以下字符：{signs}</translation>
    </message>
    <message>
        <source>There is already something at {path}.</source>
        <translation>{path} 已存在。</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>A document gets</source>
        <translation>每篇文档</translation>
    </message>
    <message>
        <source>One label</source>
        <translation>一个标签</translation>
    </message>
    <message>
        <source>Any number of labels</source>
        <translation>任意多个标签</translation>
    </message>
    <message>
        <source>Where people differ</source>
        <translation>各人意见不一时</translation>
    </message>
    <message>
        <source>The last word stands</source>
        <translation>以最后一次标注为准</translation>
    </message>
    <message>
        <source>What most say stands</source>
        <translation>以多数人的标注为准</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Where should the project be?</source>
        <translation>项目保存在哪里？</translation>
    </message>
</context>
<context>
    <name>NothingDoubtful</name>
    <message>
        <source>Looking for answers that deserve a second look…</source>
        <translation>正在查找值得再看的答案……</translation>
    </message>
    <message>
        <source>Nothing is labelled yet. Answers that deserve a second look will be listed here.</source>
        <translation>还没有标注。值得再看的答案会列在这里。</translation>
    </message>
    <message>
        <source>Begin labelling</source>
        <translation>开始标注</translation>
    </message>
    <message>
        <source>Models learn from one part of the answers and judge the others…</source>
        <translation>模型正在用一部分答案学习，再检查其余的答案……</translation>
    </message>
    <message>
        <source>Models that never saw an answer can tell which ones are probably wrong.</source>
        <translation>没有见过某个答案的模型，可以判断它是否可能标错。</translation>
    </message>
    <message>
        <source>Look for wrong labels</source>
        <translation>查找错标</translation>
    </message>
    <message>
        <source>Go on labelling</source>
        <translation>继续标注</translation>
    </message>
    <message numerus="yes">
        <source>It takes %n labelled document(s), with two labels at least, to doubt any.</source>
        <translation>
            <numerusform>至少要有 %n 篇已标注文档、两种标签，才能判断哪些可能标错。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody disagrees, or every disagreement was judged.</source>
        <translation>没有分歧，或分歧都已裁定。</translation>
    </message>
    <message>
        <source>No copies of a text have different labels.</source>
        <translation>没有标签互相矛盾的副本。</translation>
    </message>
    <message>
        <source>No second answer differs from the first one. A second pass is one of the lists of the label page.</source>
        <translation>复标的答案都与首次相同。复标可在标注页的列表中选择。</translation>
    </message>
    <message>
        <source>No answer came too fast: a running median under two seconds would be.</source>
        <translation>没有过快的答案（滑动中位数不到两秒才算过快）。</translation>
    </message>
    <message>
        <source>Every label was given under the definition of today.</source>
        <translation>所有标签都是按现在的定义标注的。</translation>
    </message>
    <message>
        <source>No label is doubted.</source>
        <translation>没有可疑的标签。</translation>
    </message>
</context>
<context>
    <name>OpinionStrip</name>
    <message>
        <source>Drag over words, or double-click one, to mark why.</source>
        <translation>拖选词语或双击一个词，标出依据。</translation>
    </message>
    <message>
        <source>Go back to this document</source>
        <translation>回到这篇文档</translation>
    </message>
    <message>
        <source>Second pass: the same as before, {labels}</source>
        <translation>二次标注：与上次相同，{labels}</translation>
    </message>
    <message>
        <source>Second pass: {again} now, {first} before  ·  click to decide</source>
        <translation>二次标注：这次 {again}，上次 {first}  ·  点击以决定</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Model says {labels}</source>
        <translation>模型认为：{labels}</translation>
    </message>
    <message>
        <source>Model said {labels}</source>
        <translation>模型认为：{labels}</translation>
    </message>
    <message>
        <source>you said {labels}</source>
        <translation>你的标注：{labels}</translation>
    </message>
    <message>
        <source>its words: {words}</source>
        <translation>它关注的词：{words}</translation>
    </message>
</context>
<context>
    <name>PairCommands</name>
    <message>
        <source>Choose a file of pairs, or two files with a sentence a line</source>
        <translation>选择一个句对文件，或两个每行一句的文件</translation>
    </message>
    <message>
        <source>Export the pairs</source>
        <translation>导出句对</translation>
    </message>
    <message numerus="yes">
        <source>Exported %n pair(s) to {name}.</source>
        <translation>
            <numerusform>已将 %n 个句对导出到 {name}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Sample (translation)</source>
        <translation>示例（翻译）</translation>
    </message>
    <message numerus="yes">
        <source>The sample is ready: %Ln pair(s).</source>
        <translation>
            <numerusform>示例已就绪：%Ln 个句对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing the sample</source>
        <translation>正在导入示例</translation>
    </message>
</context>
<context>
    <name>PairsDialog</name>
    <message>
        <source>Pairs of sentences</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>{n} pairs imported, {holdout} of them hold-out.</source>
        <translation>已导入 {n} 个句对，其中 {holdout} 个为留出集。</translation>
    </message>
    <message>
        <source>{duplicates} were there already, {rejected} could not be used (first: {why}).</source>
        <translation>{duplicates} 个已存在，{rejected} 个无法使用（第一个：{why}）。</translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>People</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>A double click gives another name. Your own name for new answers is in the settings.</source>
        <translation>双击可以改名。你今后作答所用的姓名在设置中。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PictureCommands</name>
    <message>
        <source>regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>which words regions belong to</source>
        <translation>区域对应哪些词</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>图片说明</translation>
    </message>
    <message>
        <source>pictures without captions</source>
        <translation>无说明的图片</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>skipped pictures</source>
        <translation>跳过的图片</translation>
    </message>
    <message>
        <source>who wrote the captions</source>
        <translation>说明由谁撰写</translation>
    </message>
    <message>
        <source>which part of the data</source>
        <translation>属于数据的哪一部分</translation>
    </message>
    <message>
        <source>Export the captions</source>
        <translation>导出图片说明</translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln picture(s) to {name}.</source>
        <translation>
            <numerusform>已将 %Ln 张图片的说明导出到 {name}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not in this format: {what}.</source>
        <translation>此格式不含：{what}。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Sample (pictures)</source>
        <translation>示例（图片）</translation>
    </message>
    <message numerus="yes">
        <source>The sample is ready: %Ln picture(s).</source>
        <translation>
            <numerusform>示例已就绪：%Ln 张图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing the sample</source>
        <translation>正在绘制示例</translation>
    </message>
</context>
<context>
    <name>PicturesDialog</name>
    <message>
        <source>Pictures and captions</source>
        <translation>图片与说明</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Folders or zips of pictures, and files of captions: a table, COCO, Flickr8k, JSON lines.</source>
        <translation>图片文件夹或 zip，以及说明文件：表格、COCO、Flickr8k、JSON 行。</translation>
    </message>
    <message>
        <source>Where the pictures and captions are</source>
        <translation>图片与说明所在位置</translation>
    </message>
    <message>
        <source>The first pictures</source>
        <translation>前几张图片</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Copy the pictures into the project</source>
        <translation>把图片复制到项目中</translation>
    </message>
    <message>
        <source>Otherwise they stay where they are; pictures out of a zip are copied in any case.</source>
        <translation>否则图片留在原处；zip 里的图片总会复制。</translation>
    </message>
    <message>
        <source>Captions only, to teach how captions read</source>
        <translation>只要说明文字，用来学习说明的写法</translation>
    </message>
    <message>
        <source>A folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Captions, pictures, or a zip of them</source>
        <translation>说明文件、图片，或其 zip</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Add a folder of pictures to begin.</source>
        <translation>先添加一个图片文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) are not there, as {name}.</source>
        <translation>
            <numerusform>有 %Ln 张图片找不到，例如 {name}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) can&apos;t be read, as {file}, line {line}: {why}</source>
        <translation>
            <numerusform>有 %Ln 行无法读取，例如 {file} 第 {line} 行：{why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation>
            <numerusform>%Ln 条说明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln region(s)</source>
        <translation>
            <numerusform>%Ln 个区域</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing pictures</source>
        <translation>正在导入图片</translation>
    </message>
    <message>
        <source>{n} pictures imported, {holdout} of them hold-out.</source>
        <translation>已导入 {n} 张图片，其中 {holdout} 张为留出集。</translation>
    </message>
    <message>
        <source>{n} captions without pictures.</source>
        <translation>另有 {n} 条无图片的说明。</translation>
    </message>
    <message>
        <source>{duplicates} were there already, {rejected} could not be used (first: {why}).</source>
        <translation>{duplicates} 张已存在，{rejected} 张无法使用（首个：{why}）。</translation>
    </message>
</context>
<context>
    <name>Pinning</name>
    <message>
        <source>An example of</source>
        <translation>设为示例</translation>
    </message>
    <message>
        <source>&amp;Not an example of</source>
        <translation>设为反例(&amp;N)</translation>
    </message>
    <message>
        <source>Pinned as an example of “{label}”</source>
        <translation>已设为“{label}”的示例</translation>
    </message>
    <message>
        <source>Pinned as no example of “{label}”</source>
        <translation>已设为“{label}”的反例</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>PredictionsModel</name>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>In the hold-out</source>
        <translation>属于留出集</translation>
    </message>
    <message>
        <source>The model gives this label {p}; {margin} more than the next one</source>
        <translation>模型给此标签的概率是 {p}，比下一个高 {margin}</translation>
    </message>
    <message>
        <source>Nobody has labelled it</source>
        <translation>尚无人标注</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview of the file</source>
        <translation>文件预览</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>→ text</source>
        <translation>→ 文本</translation>
    </message>
    <message>
        <source>→ label</source>
        <translation>→ 标签</translation>
    </message>
    <message>
        <source>→ read too</source>
        <translation>→ 一并读取</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>→ metadata</source>
        <translation>→ 元数据</translation>
    </message>
</context>
<context>
    <name>ProjectList</name>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>{labelled} of {total} labelled</source>
        <translation>已标注 {labelled} / {total}</translation>
    </message>
</context>
<context>
    <name>QProcessWorker</name>
    <message>
        <source>The worker said more than can be read, and was ended.</source>
        <translation>工作进程输出过多，无法读取，已将其结束。</translation>
    </message>
    <message>
        <source>The worker said what nobody understands, and was ended.</source>
        <translation>工作进程输出了无法理解的内容，已将其结束。</translation>
    </message>
    <message>
        <source>The worker could not be started: {reason}.</source>
        <translation>后台进程无法启动：{reason}。</translation>
    </message>
    <message>
        <source>The worker crashed or was stopped from outside, as when memory runs out (signal {code}).</source>
        <translation>后台进程崩溃或被外部终止，例如内存耗尽时（信号 {code}）。</translation>
    </message>
    <message>
        <source>The worker ended by itself (exit code {code}).</source>
        <translation>后台进程自行退出（退出码 {code}）。</translation>
    </message>
    <message>
        <source>The worker did not stop when it was asked to, and was ended.</source>
        <translation>工作进程没有按要求停止，已将其结束。</translation>
    </message>
</context>
<context>
    <name>QualityAgreement</name>
    <message>
        <source>People…</source>
        <translation>标注人……</translation>
    </message>
    <message>
        <source>Merge a colleague&apos;s project…</source>
        <translation>合并同事的项目……</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were answered by two people or more.</source>
        <translation>
            <numerusform>有 %Ln 篇文档由两人以上标注。</numerusform>
        </translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α</source>
        <translation>Krippendorff α</translation>
    </message>
    <message>
        <source>Fleiss&apos; κ</source>
        <translation>Fleiss κ</translation>
    </message>
    <message>
        <source>The same answer</source>
        <translation>答案相同</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Cohen&apos;s κ</source>
        <translation>Cohen κ</translation>
    </message>
    <message>
        <source>α</source>
        <translation>α</translation>
    </message>
    <message>
        <source>Each two</source>
        <translation>两两比较</translation>
    </message>
    <message>
        <source>People</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Each label</source>
        <translation>各标签</translation>
    </message>
    <message>
        <source>Has it or not</source>
        <translation>有无此标签</translation>
    </message>
    <message>
        <source>Each with the own first answer (blind second pass)</source>
        <translation>与本人首次答案比较（盲测复标）</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>What {first} said (rows) and {second} (columns)</source>
        <translation>{first}（行）与 {second}（列）的答案</translation>
    </message>
    <message>
        <source>The labels can be relied on (Krippendorff asks for α ≥ .8).</source>
        <translation>这些标签可以信赖（Krippendorff 的要求是 α ≥ .8）。</translation>
    </message>
    <message>
        <source>Good for tentative conclusions: α is at least .667, and .8 is what Krippendorff asks for.</source>
        <translation>可以作初步结论：α 不低于 .667；Krippendorff 要求达到 .8。</translation>
    </message>
    <message>
        <source>Not reliable yet: α may be under .667. Judge the disagreements, make the guidelines clearer, and measure again.</source>
        <translation>还不可靠：α 可能低于 .667。请先裁定分歧、把标注说明写得更清楚，再重新计算。</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>Agreement takes two people who answered the same documents, or a second pass by one of them. A colleague&apos;s project with the same texts, or a file of the answers, joins them to yours.</source>
        <translation>计算一致性需要两人标注过同一批文档，或一人做过复标。合并同事含有相同文本的项目，或导入其标注文件，答案就会与你的并列。</translation>
    </message>
</context>
<context>
    <name>QualityList</name>
    <message>
        <source>People disagree</source>
        <translation>意见不一</translation>
    </message>
    <message>
        <source>Several people answered, and not the same</source>
        <translation>多人标注，答案不同</translation>
    </message>
    <message>
        <source>Copies differ</source>
        <translation>副本矛盾</translation>
    </message>
    <message>
        <source>The same text, or nearly the same, has different labels</source>
        <translation>相同或几乎相同的文本有不同的标签</translation>
    </message>
    <message>
        <source>Second pass differs</source>
        <translation>复标不符</translation>
    </message>
    <message>
        <source>Somebody said otherwise when asked again, without seeing the first answer</source>
        <translation>在看不到首次答案的情况下再问一次，答案变了</translation>
    </message>
    <message>
        <source>Too fast</source>
        <translation>过快</translation>
    </message>
    <message>
        <source>Given while the running median was under two seconds: too fast to have read the text</source>
        <translation>作答时的滑动中位数不到两秒，来不及读完文本</translation>
    </message>
    <message>
        <source>Older definition</source>
        <translation>旧定义</translation>
    </message>
    <message>
        <source>Given before the label&apos;s guideline said what it says now</source>
        <translation>标注时，标签说明还不是现在的内容</translation>
    </message>
    <message>
        <source>Wrong labels?</source>
        <translation>疑似错标</translation>
    </message>
    <message>
        <source>Models that never saw an answer find another one likelier</source>
        <translation>没有见过这个答案的模型认为另一个更有可能</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>How far people agree, beyond chance</source>
        <translation>扣除偶然之后，大家有多一致</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Documents to look at again</source>
        <translation>值得再看的文档</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找……</translation>
    </message>
    <message>
        <source>Worth a second look</source>
        <translation>值得再看</translation>
    </message>
</context>
<context>
    <name>QualityMiddle</name>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Why? (kept with the judgement)</source>
        <translation>理由（与裁定一起保存）</translation>
    </message>
    <message>
        <source>Why the judgement is so</source>
        <translation>裁定的理由</translation>
    </message>
    <message>
        <source>Document {number}</source>
        <translation>文档 {number}</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <source>Quality</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
</context>
<context>
    <name>QualitySide</name>
    <message>
        <source>What was said</source>
        <translation>各人的答案</translation>
    </message>
    <message>
        <source>Copies of the text</source>
        <translation>文本的副本</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>标注说明</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>second pass</source>
        <translation>复标</translation>
    </message>
    <message>
        <source>judgement</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
</context>
<context>
    <name>QualityWork</name>
    <message>
        <source>Looking for doubtful answers</source>
        <translation>查找可疑答案</translation>
    </message>
    <message>
        <source>Measuring agreement</source>
        <translation>计算一致性</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Fovea did not end as it should have last time. There is a report of it.</source>
        <translation>Fovea 上次没有正常退出，已留下一份报告。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>“{name}” was open. Every confirmed decision is saved.</source>
        <translation>当时打开的是“{name}”。所有确认过的决定都已保存。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>RejectedModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>ReviewCorpus</name>
    <message>
        <source>Keywords of</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Explain a sample</source>
        <translation>解释一个样本</translation>
    </message>
    <message>
        <source>Explains up to 1,000 documents in the background, the hold-out first</source>
        <translation>在后台解释最多 1,000 篇文档，留出集优先</translation>
    </message>
    <message>
        <source>Label whose keywords are shown</source>
        <translation>显示哪个标签的关键词</translation>
    </message>
    <message>
        <source>What is told of the words</source>
        <translation>看词的哪一面</translation>
    </message>
    <message>
        <source>Metadata column</source>
        <translation>元数据列</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Sentences with the keyword</source>
        <translation>含关键词的句子</translation>
    </message>
    <message>
        <source>Reading the explanations</source>
        <translation>正在读取解释</translation>
    </message>
    <message>
        <source>The sample is being explained in the background.</source>
        <translation>样本正在后台解释。</translation>
    </message>
    <message>
        <source>The explanations are being read…</source>
        <translation>正在读取解释…</translation>
    </message>
    <message>
        <source>No sample of documents has been explained yet.</source>
        <translation>还没有解释过文档样本。</translation>
    </message>
    <message>
        <source>This run has no keywords.</source>
        <translation>这次训练没有关键词。</translation>
    </message>
    <message>
        <source>Choose a word to see the sentences it stands in.</source>
        <translation>选择一个词，查看它所在的句子。</translation>
    </message>
    <message>
        <source>“{word}” stands in {n} documents; these are examples. A click opens one.</source>
        <translation>“{word}”出现在 {n} 篇文档中，以下是例子，单击可打开。</translation>
    </message>
</context>
<context>
    <name>ReviewDocument</name>
    <message>
        <source>Mark the right words</source>
        <translation>标出依据</translation>
    </message>
    <message>
        <source>What if?</source>
        <translation>改动会怎样？</translation>
    </message>
    <message>
        <source>Play with a copy of the text, and see what the model says</source>
        <translation>修改文本的副本，看模型怎么说</translation>
    </message>
    <message>
        <source>Document with highlights</source>
        <translation>带高亮的文档</translation>
    </message>
    <message>
        <source>Document {number}</source>
        <translation>文档 {number}</translation>
    </message>
    <message>
        <source>hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>No highlights: {reason}</source>
        <translation>没有高亮：{reason}</translation>
    </message>
    <message>
        <source>Drag over the words that justify the label, or double-click one</source>
        <translation>拖选支持该标签的词语，或双击一个词</translation>
    </message>
    <message>
        <source>The highlights are being computed…</source>
        <translation>正在计算高亮…</translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>A model is being trained. What it predicts will be here when it is done.</source>
        <translation>正在训练模型，完成后这里会显示它的预测。</translation>
    </message>
    <message>
        <source>Show the training</source>
        <translation>查看训练</translation>
    </message>
    <message>
        <source>No model has been trained yet, so there is nothing to review.</source>
        <translation>还没有训练过模型，没有可复核的内容。</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Predictions with what the model looked at</source>
        <translation>各文档的预测，以及模型看了什么</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>How far the highlights of this run can be believed</source>
        <translation>这个模型的高亮有多可信</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>The words of each label, and the sentences they stand in</source>
        <translation>各标签的关键词，以及它们所在的句子</translation>
    </message>
    <message>
        <source>Weak slices</source>
        <translation>薄弱处</translation>
    </message>
    <message>
        <source>Where this run fails: labels, lengths, metadata, keywords</source>
        <translation>这个模型在哪里出错：标签、长度、元数据、关键词</translation>
    </message>
    <message>
        <source>Two runs</source>
        <translation>两个模型</translation>
    </message>
    <message>
        <source>What another run says and looks at differently</source>
        <translation>另一个模型有哪些不同的判断和关注</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>{run} (active)</source>
        <translation>{run}（使用中）</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>The model says something else than the label</source>
        <translation>模型的预测与标签不同</translation>
    </message>
    <message>
        <source>Wrong and sure</source>
        <translation>错得很有把握</translation>
    </message>
    <message>
        <source>The model is sure of something else than the label; the surest first</source>
        <translation>模型很有把握，但与标签不符；最有把握的在前</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>没把握</translation>
    </message>
    <message>
        <source>The two likeliest labels are close; the closest first</source>
        <translation>最可能的两个标签很接近；越接近越靠前</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>The model says something else than a person here did</source>
        <translation>模型的预测与这里的人工标注不同</translation>
    </message>
    <message>
        <source>Low trust</source>
        <translation>可信度低</translation>
    </message>
    <message>
        <source>The highlights were checked and do not hold up: see the page Trust</source>
        <translation>高亮经检验站不住脚：参见“可信度”页</translation>
    </message>
    <message>
        <source>Model: any</source>
        <translation>模型：不限</translation>
    </message>
    <message>
        <source>Label: any</source>
        <translation>标签：不限</translation>
    </message>
    <message>
        <source>Only what the model labels as</source>
        <translation>只看模型预测为此标签的</translation>
    </message>
    <message>
        <source>Only what people labelled as</source>
        <translation>只看人工标注为此标签的</translation>
    </message>
    <message>
        <source>Hold-out only</source>
        <translation>仅留出集</translation>
    </message>
    <message>
        <source>Documents that no model was trained on: here its mistakes are honest</source>
        <translation>没有模型训练过的文档：这里的错误才是真实的</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>未复核</translation>
    </message>
    <message>
        <source>Documents whose explanation you have neither accepted nor rejected</source>
        <translation>您尚未认可或否定其解释的文档</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln chosen document(s)</source>
        <translation>
            <numerusform>仅选出的 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all documents again</source>
        <translation>重新显示全部文档</translation>
    </message>
    <message>
        <source>Search the texts</source>
        <translation>搜索文本</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>The predictions are being read…</source>
        <translation>正在读取预测…</translation>
    </message>
    <message>
        <source>No document matches.</source>
        <translation>没有符合条件的文档。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Method of this panel</source>
        <translation>这一栏的方法</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>关闭这一栏</translation>
    </message>
</context>
<context>
    <name>ReviewReading</name>
    <message>
        <source>The model did not read what is grey.</source>
        <translation>灰色部分模型没有读到。</translation>
    </message>
    <message>
        <source>Colour shows where the model looked. That alone does not prove why it decided as it did.</source>
        <translation>颜色表示模型看了哪里，但并不能单独说明它为何这样判断。</translation>
    </message>
    <message>
        <source>Orange words speak for “{label}” rather than “{other}”, purple ones the other way.</source>
        <translation>橙色的词支持“{label}”而不是“{other}”，紫色的词相反。</translation>
    </message>
    <message>
        <source>Orange words speak for “{label}”, purple ones against it. That is what the model counted, not what is true.</source>
        <translation>橙色的词支持“{label}”，紫色的词反对它。这是模型的计算，不等于事实。</translation>
    </message>
    <message>
        <source>Each word&apos;s weight within its sentence; the bars in the margin are the sentences&apos; weights.</source>
        <translation>每个词在句内的权重；页边的条形是句子的权重。</translation>
    </message>
    <message>
        <source>Each of the {n} sentences has one weight; the bars in the margin show the same.</source>
        <translation>{n} 个句子各有一个权重，页边的条形与此相同。</translation>
    </message>
    <message>
        <source>For “{label}”: the words add {words}, the base {base}, together {score} logits.</source>
        <translation>对“{label}”：词语贡献 {words}，基数 {base}，合计 {score} logit。</translation>
    </message>
    <message>
        <source>Too few words to compare.</source>
        <translation>词太少，无法比较。</translation>
    </message>
    <message>
        <source>Attention is nearly flat here: it does not single out words (evenness {even}; 1 is perfectly even, flat from {limit} on).</source>
        <translation>这里的注意力近乎均匀，没有突出哪个词（均匀度 {even}；1 为完全均匀，{limit} 起视为均匀）。</translation>
    </message>
    <message>
        <source>The three strongest of {n} hold {share} of the attention (evenness {even}).</source>
        <translation>{n} 个中最强的三个占注意力的 {share}（均匀度 {even}）。</translation>
    </message>
    <message>
        <source>They don&apos;t add up: {error} % are missing, so don&apos;t rely on them here.</source>
        <translation>各词之和对不上总分，还差 {error} %，这里请不要依赖它。</translation>
    </message>
    <message>
        <source>The line fits {fit} of what the model says; another draw ranks the words alike by {stability}.</source>
        <translation>直线解释了模型输出的 {fit}；换一次抽样，词的排序一致程度为 {stability}。</translation>
    </message>
</context>
<context>
    <name>ReviewRuns</name>
    <message>
        <source>Compare with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>The other run</source>
        <translation>另一个模型</translation>
    </message>
    <message>
        <source>Predictions that differ</source>
        <translation>不同的预测</translation>
    </message>
    <message>
        <source>Explanations that differ most</source>
        <translation>差别最大的解释</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>对比什么</translation>
    </message>
    <message>
        <source>Explain a sample with both</source>
        <translation>用两个模型解释样本</translation>
    </message>
    <message>
        <source>Documents that differ</source>
        <translation>有差别的文档</translation>
    </message>
    <message>
        <source>Comparing two runs</source>
        <translation>正在对比两个模型</translation>
    </message>
    <message>
        <source>A click shows the document. The surest of both come first, the hold-out before.</source>
        <translation>单击可查看文档。留出集在前，两者最有把握的在前。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Apart</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>The sample is being explained in the background.</source>
        <translation>样本正在后台解释。</translation>
    </message>
    <message>
        <source>To compare explanations, both runs must explain the same sample of documents.</source>
        <translation>要对比解释，两个模型须先解释同一个文档样本。</translation>
    </message>
    <message>
        <source>How far the highlights are apart: 0 alike, 1 nothing shared. A click shows the document.</source>
        <translation>两者高亮的差距：0 为相同，1 为毫无共同之处。单击可查看文档。</translation>
    </message>
    <message>
        <source>There is no other trained run to compare with.</source>
        <translation>没有另一个训练好的模型可供对比。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在对比…</translation>
    </message>
    <message>
        <source>They differ on {n} documents. Of those of the hold-out, this run is right on {mine}, the other on {theirs}</source>
        <translation>两者在 {n} 篇文档上不同。其中属于留出集的，这个模型对了 {mine} 篇，另一个对了 {theirs} 篇</translation>
    </message>
    <message>
        <source>: a clear difference.</source>
        <translation>：差别明显。</translation>
    </message>
    <message>
        <source>: that may be chance.</source>
        <translation>：可能只是偶然。</translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message>
        <source>The model says</source>
        <translation>模型的判断</translation>
    </message>
    <message>
        <source>Do the highlights hold up?</source>
        <translation>高亮可信吗？</translation>
    </message>
    <message>
        <source>The label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>保存标签</translation>
    </message>
    <message>
        <source>Confirm the model</source>
        <translation>同意模型</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>This run has not seen the document: it was added later.</source>
        <translation>这次训练没有见过此文档：它是后来添加的。</translation>
    </message>
    <message>
        <source>Each label on its own; given from .50 on.</source>
        <translation>各标签独立判断；达到 .50 即给出。</translation>
    </message>
    <message>
        <source>Ahead of the next label by {margin}.</source>
        <translation>比第二可能的标签高 {margin}。</translation>
    </message>
    <message>
        <source>Nobody has labelled this document.</source>
        <translation>此文档尚无人标注。</translation>
    </message>
    <message>
        <source>Skipped.</source>
        <translation>已跳过。</translation>
    </message>
    <message>
        <source>none of the labels</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>{labels} (imported)</source>
        <translation>{labels}（导入）</translation>
    </message>
    <message>
        <source>{labels} (by {who})</source>
        <translation>{labels}（{who} 标注）</translation>
    </message>
</context>
<context>
    <name>ReviewSlices</name>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Rows: the person&apos;s label. Columns: the model&apos;s. A click shows the documents.</source>
        <translation>行：人工标签；列：模型预测。单击查看文档。</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Weak slices</source>
        <translation>薄弱处</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>全部分组</translation>
    </message>
    <message>
        <source>Which slices</source>
        <translation>显示哪些分组</translation>
    </message>
    <message>
        <source>Looking for weak slices</source>
        <translation>正在查找薄弱处</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Right (95 %)</source>
        <translation>正确率（95 %）</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找……</translation>
    </message>
    <message>
        <source>The hold-out has no labelled documents that this run has seen.</source>
        <translation>留出集中没有这个模型见过的已标注文档。</translation>
    </message>
    <message>
        <source>{n} labelled documents of the hold-out, {wrong} wrong. Of {tried} slices by length, metadata and keyword, alone and in pairs, these are wrong clearly more often than all; some {chance} would look so by chance. A click shows what is wrong in one.</source>
        <translation>留出集中有 {n} 篇已标注文档，错了 {wrong} 篇。按长度、元数据和关键词，单独或两两组合，共试了 {tried} 组；下列各组的错误率明显高于总体，其中约 {chance} 组可能只是偶然。单击可查看其中的错误。</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 且 </translation>
    </message>
    <message>
        <source>{range} characters</source>
        <translation>{range} 个字符</translation>
    </message>
    <message>
        <source>holds “{word}”</source>
        <translation>含“{word}”</translation>
    </message>
</context>
<context>
    <name>ReviewTakeAway</name>
    <message>
        <source>Take the review away: a report, a picture, all scores</source>
        <translation>导出复核结果：报告、图片、全部得分</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Report of this run (HTML)…</source>
        <translation>这个模型的报告（HTML）…</translation>
    </message>
    <message>
        <source>This view as a picture (PNG, SVG, PDF)…</source>
        <translation>把当前视图存为图片（PNG、SVG、PDF）…</translation>
    </message>
    <message>
        <source>Scores of all documents (JSONL, CSV)…</source>
        <translation>全部文档的得分（JSONL、CSV）…</translation>
    </message>
    <message>
        <source>All documents are being explained in the background.</source>
        <translation>正在后台解释全部文档。</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>正在写报告</translation>
    </message>
    <message>
        <source>Writing the scores</source>
        <translation>正在写得分</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
</context>
<context>
    <name>ReviewTrust</name>
    <message>
        <source>Check again</source>
        <translation>重新检验</translation>
    </message>
    <message>
        <source>Check the highlights</source>
        <translation>检验高亮</translation>
    </message>
    <message>
        <source>Repeat the self-test</source>
        <translation>重做自测</translation>
    </message>
    <message>
        <source>Run the self-test</source>
        <translation>运行自测</translation>
    </message>
    <message>
        <source>Trains copies of the model on your texts with planted words, in the background; takes minutes</source>
        <translation>在后台用植入了词语的文本训练模型的副本，需要几分钟</translation>
    </message>
    <message>
        <source>The check goes on in the background.</source>
        <translation>检验正在后台进行。</translation>
    </message>
    <message>
        <source>The self-test goes on in the background.</source>
        <translation>自测正在后台进行。</translation>
    </message>
    <message>
        <source>Nobody has checked yet whether the highlights of this run can be believed.</source>
        <translation>这个模型的高亮是否可信，还没有检验过。</translation>
    </message>
    <message>
        <source>The check takes words out of up to 200 documents, in the background, and sees what becomes of it.</source>
        <translation>检验会在后台从最多 200 篇文档中去掉一些词，看结果如何变化。</translation>
    </message>
    <message>
        <source>{n} documents, the hold-out first; 95 % intervals {low} to {high} and {random_low} to {random_high}.</source>
        <translation>共 {n} 篇文档，留出集优先；95 % 区间为 {low} 到 {high}，以及 {random_low} 到 {random_high}。</translation>
    </message>
    <message>
        <source>Random words</source>
        <translation>随机的词</translation>
    </message>
    <message>
        <source>Do the highlighted words decide?</source>
        <translation>起决定作用的是高亮的词吗？</translation>
    </message>
    <message>
        <source>How much less sure the model is without the words ranked first (high is good), and with them alone (low is good), averaged over 1 to 50 % of the words; how often the answer changes without the first five. Words in random orders stand beside them.</source>
        <translation>去掉排在最前的词，模型的把握下降多少（越大越好）；只留这些词，下降多少（越小越好）；对 1 % 到 50 % 的词取平均。最后一列是去掉前五个词后答案改变的比例。随机顺序的词列在一旁作对照。</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>去掉后</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>只留下</translation>
    </message>
    <message>
        <source>Answer changes</source>
        <translation>答案改变</translation>
    </message>
    <message>
        <source>Do integrated gradients add up?</source>
        <translation>积分梯度加得起来吗？</translation>
    </message>
    <message>
        <source>This model&apos;s evidence adds up exactly: nothing is integrated.</source>
        <translation>这个模型的证据精确相加，不需要积分。</translation>
    </message>
    <message>
        <source>What is missing of the score: {median} % at the median, {p95} % at the 95th percentile.</source>
        <translation>与得分的差距：中位数 {median} %，第 95 百分位 {p95} %。</translation>
    </message>
    <message>
        <source>They don&apos;t add up in many documents: don&apos;t rely on them there.</source>
        <translation>许多文档中加不起来，在那里请不要依赖它。</translation>
    </message>
    <message>
        <source>Is the attention evidence?</source>
        <translation>注意力算得上证据吗？</translation>
    </message>
    <message>
        <source>This model has no attention to test.</source>
        <translation>这个模型没有可检验的注意力。</translation>
    </message>
    <message>
        <source>This model gives every word the same attention: there is nothing to test.</source>
        <translation>这个模型给每个词同样的注意力，无从检验。</translation>
    </message>
    <message>
        <source>The documents are too short to test the attention.</source>
        <translation>文档太短，无法检验注意力。</translation>
    </message>
    <message>
        <source>Not tested.</source>
        <translation>未检验。</translation>
    </message>
    <message>
        <source>Shuffling the attention moves the answer by {moved}. Attention that differs by {apart} (of at most .69) gives the same answer. Evenness {even} (1: every word the same). Likeness of the words&apos; states {conicity} (near 1: it hardly matters which are weighed). Medians of {n} documents.</source>
        <translation>打乱注意力使答案变动 {moved}。相差 {apart}（最多 .69）的另一种注意力给出同样的答案。均匀度 {even}（1 为每个词相同）。各词状态的相似度 {conicity}（接近 1 时，看重哪个词几乎无所谓）。均为 {n} 篇文档的中位数。</translation>
    </message>
    <message>
        <source>Other attention would have said the same: it shows where the model looked, not why.</source>
        <translation>换一种注意力也会得出同样的答案：它只说明模型看了哪里，不说明为什么。</translation>
    </message>
    <message>
        <source>How alike two methods rank the words: Kendall&apos;s τ (1: the same order, 0: chance), and how many of the first five they share. For information: methods that agree can be wrong together.</source>
        <translation>两种方法对词的排序有多相似：肯德尔 τ（1 为顺序相同，0 为碰巧），以及前五个词中有多少相同。仅供参考：意见一致的方法也可能一起错。</translation>
    </message>
    <message>
        <source>Kendall&apos;s τ</source>
        <translation>肯德尔 τ</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Do the methods agree?</source>
        <translation>各种方法一致吗？</translation>
    </message>
    <message>
        <source>Rank correlation of the explanation with that of the same model with random weights: near 0 is good.</source>
        <translation>解释与权重随机的同一模型的解释之间的秩相关：接近 0 为好。</translation>
    </message>
    <message>
        <source>{methods}: shows the text more than what was learned.</source>
        <translation>{methods}：反映的是文本本身，而不是学到的东西。</translation>
    </message>
    <message>
        <source>Does it depend on what was learned?</source>
        <translation>解释取决于学到的东西吗？</translation>
    </message>
    <message>
        <source>ρ</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>Do people mark the same words?</source>
        <translation>人会标出同样的词吗？</translation>
    </message>
    <message>
        <source>Nobody has marked words in the hold-out. Mark the right words of some documents, check again.</source>
        <translation>留出集中还没有人标出依据。给一些文档标出依据后，再检验一次。</translation>
    </message>
    <message>
        <source>Against the words that people marked in {n} documents: F1 of words, F1 of spans that overlap by half, area under the precision-recall curve. That people agree with a highlight does not say that the model used it.</source>
        <translation>与人在 {n} 篇文档中标出的词相比：词的 F1，重叠过半的片段的 F1，精确率–召回率曲线下的面积。人认同某处高亮，并不等于模型用了它。</translation>
    </message>
    <message>
        <source>People with each other</source>
        <translation>人与人之间</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>AUPRC</source>
        <translation>AUPRC</translation>
    </message>
    <message>
        <source>Self-test: does it find what was planted?</source>
        <translation>自测：能找到植入的词吗？</translation>
    </message>
    <message>
        <source>Copies of this model learned from your texts with made-up words in them ({words}) that alone decide: one of two words, or which of two comes first. How often each method points at them:</source>
        <translation>在您的文本中植入生造的词（{words}），并让答案只取决于它们：是两个词中的哪一个，或者哪个词在前。用这些文本训练这个模型的副本，再看每种方法有多少次指向它们：</translation>
    </message>
    <message>
        <source>One word</source>
        <translation>单个词</translation>
    </message>
    <message>
        <source>Order of two</source>
        <translation>两词先后</translation>
    </message>
    <message>
        <source>{what}: the copy did not learn it (right in {accuracy} %), so nothing can be said of it.</source>
        <translation>{what}：副本没有学会（正确率 {accuracy} %），因此无从判断。</translation>
    </message>
    <message>
        <source>{methods}: misses even a single word that decides.</source>
        <translation>{methods}：连起决定作用的单个词也会漏掉。</translation>
    </message>
    <message>
        <source>{methods}: fails where the order of words decides. Don&apos;t rely on it there.</source>
        <translation>{methods}：在词序起决定作用时失灵，那里请不要依赖它。</translation>
    </message>
    <message>
        <source>Same answer</source>
        <translation>答案相同</translation>
    </message>
    <message>
        <source>Attention differs by (at most .69)</source>
        <translation>注意力相差（最多 .69）</translation>
    </message>
    <message>
        <source>Words ranked alike (τ)</source>
        <translation>词的排序一致（τ）</translation>
    </message>
    <message>
        <source>Shared among the first five</source>
        <translation>前五个词中相同的</translation>
    </message>
    <message>
        <source>{n} trainings that differ only by chance, compared with this run on {documents} documents. What differs between them is not in the data.</source>
        <translation>另外 {n} 次训练只有随机性不同，在 {documents} 篇文档上与这个模型比较。它们之间的差别并不来自数据。</translation>
    </message>
    <message>
        <source>Would another training look elsewhere?</source>
        <translation>再训练一次，会看别处吗？</translation>
    </message>
</context>
<context>
    <name>ReviewVerdict</name>
    <message>
        <source>Is the explanation right?</source>
        <translation>解释得对吗？</translation>
    </message>
    <message>
        <source>Did it look at the right place?</source>
        <translation>看的地方对吗？</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>认可</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>否定</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评语</translation>
    </message>
    <message>
        <source>Comment on the explanation</source>
        <translation>对解释的评语</translation>
    </message>
    <message>
        <source>accepts it</source>
        <translation>认可</translation>
    </message>
    <message>
        <source>rejects it</source>
        <translation>否定</translation>
    </message>
    <message>
        <source>says</source>
        <translation>评语</translation>
    </message>
    <message>
        <source>Reviewed by you: {mine}. In all {accepted} accepted, {rejected} rejected.</source>
        <translation>您已复核 {mine} 篇。共认可 {accepted} 篇，否定 {rejected} 篇。</translation>
    </message>
    <message>
        <source>Words reviewed so far: {accepted} accepted, {rejected} rejected.</source>
        <translation>已复核的词：认可 {accepted} 个，否定 {rejected} 个。</translation>
    </message>
    <message>
        <source>Two people agree on {agreed} of {n}.</source>
        <translation>两人都复核的 {n} 篇中，{agreed} 篇一致。</translation>
    </message>
</context>
<context>
    <name>ReviewWhatIf</name>
    <message>
        <source>What if?</source>
        <translation>改动会怎样？</translation>
    </message>
    <message>
        <source>Click a word: Delete takes it out, typing replaces it.</source>
        <translation>单击一个词：按 Delete 删去，直接输入则替换。</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>关闭这一栏</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>停止查找</translation>
    </message>
    <message>
        <source>Smallest change</source>
        <translation>最小改动</translation>
    </message>
    <message>
        <source>Find the fewest words without which the model says something else</source>
        <translation>找出去掉后会让模型改变答案的最少的词</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Take all changes back (Ctrl+Z goes step by step)</source>
        <translation>撤销全部改动（Ctrl+Z 逐步撤销）</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep this text beside the document</source>
        <translation>把这段文本保留在文档旁</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Text to play with</source>
        <translation>可随意修改的文本</translation>
    </message>
    <message>
        <source>Kept changes of this document</source>
        <translation>这篇文档保留的改动</translation>
    </message>
    <message>
        <source>Looking for the smallest change…</source>
        <translation>正在查找最小改动…</translation>
    </message>
    <message>
        <source>Whatever is taken out, the model says the same.</source>
        <translation>无论去掉什么，模型的答案都不变。</translation>
    </message>
    <message numerus="yes">
        <source>Without %Ln word(s) it says “{label}”; fewer would not do.</source>
        <translation>
            <numerusform>去掉 %Ln 个词后，答案变为“{label}”；再少就不行了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without %Ln word(s) it says “{label}”; fewer were not found.</source>
        <translation>
            <numerusform>去掉 %Ln 个词后，答案变为“{label}”；没有找到更少的。</numerusform>
        </translation>
    </message>
    <message>
        <source>{label}: {before} → {after}</source>
        <translation>{label}：{before} → {after}</translation>
    </message>
    <message>
        <source>The answer changes to “{label}”.</source>
        <translation>答案变为“{label}”。</translation>
    </message>
</context>
<context>
    <name>ReviewWords</name>
    <message>
        <source>Keywords of all documents</source>
        <translation>全部文档的关键词</translation>
    </message>
    <message>
        <source>What speaks for the label</source>
        <translation>支持该标签的词</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>反对该标签的词</translation>
    </message>
    <message>
        <source>Looked at but not used</source>
        <translation>看了但没用上</translation>
    </message>
    <message>
        <source>Used but not looked at</source>
        <translation>用上了但没看</translation>
    </message>
    <message>
        <source>Change over a column</source>
        <translation>随某一列的变化</translation>
    </message>
    <message>
        <source>Of {n} sampled documents that the model labels so.</source>
        <translation>来自样本中模型判为该标签的 {n} 篇文档。</translation>
    </message>
    <message>
        <source>Words against “{label}” in {n} sampled documents that have it all the same.</source>
        <translation>样本中仍判为“{label}”的 {n} 篇文档里反对它的词。</translation>
    </message>
    <message>
        <source>Attention rests on them, but the score hardly hangs on them ({n} documents).</source>
        <translation>注意力落在这些词上，但得分几乎不取决于它们（{n} 篇文档）。</translation>
    </message>
    <message>
        <source>The score hangs on them, though attention passes them by ({n} documents).</source>
        <translation>得分取决于这些词，注意力却略过了它们（{n} 篇文档）。</translation>
    </message>
    <message>
        <source>Share of the {n} documents with this label that hold the word, by value.</source>
        <translation>在该标签的 {n} 篇文档中，各取值下含有该词的比例。</translation>
    </message>
    <message>
        <source>This model has no attention: it does not look anywhere.</source>
        <translation>这个模型没有注意力，谈不上看哪里。</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Mean contribution × documents, in logits</source>
        <translation>平均贡献 × 文档数，单位 logit</translation>
    </message>
    <message>
        <source>Each</source>
        <translation>每篇</translation>
    </message>
    <message>
        <source>What it adds to the score of a document, mean</source>
        <translation>平均给一篇文档的得分增加多少</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档数</translation>
    </message>
    <message>
        <source>How many hold it</source>
        <translation>含有它的文档数</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>看</translation>
    </message>
    <message>
        <source>Its attention, in units of what every word would have if all had the same</source>
        <translation>它的注意力，以平均分配时每个词所得为单位</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>用</translation>
    </message>
    <message>
        <source>The size of its contribution, in the same units</source>
        <translation>它的贡献大小，单位相同</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>幅度</translation>
    </message>
    <message>
        <source>Between the largest and the smallest share</source>
        <translation>最大与最小比例之差</translation>
    </message>
    <message>
        <source>{n} documents</source>
        <translation>{n} 篇文档</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
</context>
<context>
    <name>RunComparison</name>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>At least one of them has no measurement on the hold-out.</source>
        <translation>其中至少一个没有在留出集上评估过。</translation>
    </message>
    <message>
        <source>Measured on hold-outs of different size: compare with care.</source>
        <translation>留出集大小不同，对比时请留意。</translation>
    </message>
    <message>
        <source>The 95 % intervals of BLEU overlap: the difference may be chance.</source>
        <translation>BLEU 的 95 % 区间有重叠：差异可能出于偶然。</translation>
    </message>
    <message>
        <source>The 95 % intervals of BLEU do not overlap.</source>
        <translation>BLEU 的 95 % 区间不重叠。</translation>
    </message>
    <message>
        <source>The 95 % intervals of macro-F1 overlap: the difference may be chance.</source>
        <translation>宏平均 F1 的 95% 区间有重叠：差异可能出于偶然。</translation>
    </message>
    <message>
        <source>The 95 % intervals of macro-F1 do not overlap.</source>
        <translation>宏平均 F1 的 95% 区间没有重叠。</translation>
    </message>
    <message numerus="yes">
        <source>Paired bootstrap on the same %Ln sentence(s): {difference} BLEU from the first run to the second, p = {p}: hardly chance.</source>
        <translation>
            <numerusform>在相同的 %Ln 个句子上做配对自助检验：第二次训练比第一次 {difference} BLEU，p = {p}：不太可能出于偶然。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paired bootstrap on the same %Ln sentence(s): {difference} BLEU from the first run to the second, p = {p}: this may be chance.</source>
        <translation>
            <numerusform>在相同的 %Ln 个句子上做配对自助检验：第二次训练比第一次 {difference} BLEU，p = {p}：可能出于偶然。</numerusform>
        </translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练文档</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Attention on marked words (AUPRC)</source>
        <translation>注意力与标出词语的吻合度（AUPRC）</translation>
    </message>
    <message>
        <source>Hold-out n</source>
        <translation>留出集 n</translation>
    </message>
    <message>
        <source>F1 of “{label}”</source>
        <translation>“{label}”的 F1</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message>
        <source>By label</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Rows: the person&apos;s label. Columns: the model&apos;s. A click shows the documents.</source>
        <translation>行：人工标签；列：模型预测。单击查看文档。</translation>
    </message>
    <message>
        <source>On {n} hold-out documents; always saying the commonest label would be right in {share}.</source>
        <translation>基于 {n} 篇留出集文档；若总猜最常见的标签，准确率为 {share}。</translation>
    </message>
    <message>
        <source>Its probabilities are off by {ece} on average (expected calibration error; 0 is best).</source>
        <translation>其概率平均偏差 {ece}（期望校准误差，0 为最佳）。</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Trained on (documents)</source>
        <translation>训练（文档数）</translation>
    </message>
    <message>
        <source>Hold-out (documents)</source>
        <translation>留出集（文档数）</translation>
    </message>
    <message>
        <source>Unlabelled, read for its words only</source>
        <translation>未标注（仅学词汇）</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>With marked words (documents)</source>
        <translation>标有依据词语的文档数</translation>
    </message>
    <message>
        <source>Weight of the marked words, as chosen</source>
        <translation>选定的标出词语权重</translation>
    </message>
    <message>
        <source>Attention on marked words (AUPRC)</source>
        <translation>注意力与标出词语的吻合度（AUPRC）</translation>
    </message>
</context>
<context>
    <name>RunJob</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Learning from all texts</source>
        <translation>从全部文本学习</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Checking the explanations</source>
        <translation>正在检验解释</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>自测</translation>
    </message>
    <message>
        <source>Explaining</source>
        <translation>正在解释</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练文档</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>chrF</source>
        <translation>chrF</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Tick two runs to compare them</source>
        <translation>勾选两条训练记录进行对比</translation>
    </message>
    <message>
        <source>active</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>The active run: the review page and suggestions use it</source>
        <translation>使用中的训练记录：复核页和建议都用它</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Labelled documents that this run was trained on</source>
        <translation>这次训练所用的已标注文档</translation>
    </message>
    <message>
        <source>On {n} hold-out documents, which are never trained on. In brackets: the 95 % interval.</source>
        <translation>基于 {n} 篇留出集文档，它们从不参与训练。括号内为 95% 区间。</translation>
    </message>
    <message>
        <source>On {n} hold-out sentences, by sacrebleu: {signature}. In brackets: the 95 % interval.</source>
        <translation>在 {n} 个留出句子上由 sacrebleu 计算：{signature}。括号内为 95 % 区间。</translation>
    </message>
    <message>
        <source>On {n} hold-out pictures, which are never trained on. In brackets: the 95 % interval.</source>
        <translation>基于 {n} 张从未参与训练的留出图片。括号内为 95 % 区间。</translation>
    </message>
    <message>
        <source>Learning from all texts</source>
        <translation>从全部文本学习</translation>
    </message>
    <message>
        <source>Not measured: the run has not finished</source>
        <translation>未评估：训练尚未完成</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Tick two to compare them. In brackets: 95 % intervals.</source>
        <translation>勾选两条进行对比。括号内为 95% 区间。</translation>
    </message>
    <message>
        <source>No run yet. A run keeps its settings, its data and its results for good.</source>
        <translation>还没有训练记录。每条记录会永久保存设置、数据和结果。</translation>
    </message>
    <message>
        <source>Make active</source>
        <translation>设为使用中</translation>
    </message>
    <message>
        <source>The review page and the suggestions use the active run</source>
        <translation>复核页和建议使用“使用中”的训练记录</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>从上次的检查点继续</translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation>沿用其设置</translation>
    </message>
    <message>
        <source>Fill the form on the left as this run was made</source>
        <translation>按这次训练的设置填写左侧表单</translation>
    </message>
</context>
<context>
    <name>SaveMenu</name>
    <message>
        <source>Save as PNG…</source>
        <translation>保存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>保存为 SVG…</translation>
    </message>
    <message>
        <source>Save the numbers as CSV…</source>
        <translation>将数值保存为 CSV…</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Save the filter</source>
        <translation>保存筛选</translation>
    </message>
    <message>
        <source>Name of the filter; one that has it is replaced:</source>
        <translation>筛选的名称（同名的会被替换）：</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save the present filter…</source>
        <translation>保存当前筛选…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Filters with a name</source>
        <translation>已保存的筛选</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{labelled} of {total} with captions</source>
        <translation>{total} 张图片中 {labelled} 张已有说明</translation>
    </message>
    <message>
        <source>{labelled} of {total} labelled</source>
        <translation>已标注 {labelled} / {total}</translation>
    </message>
    <message>
        <source>{total} pairs</source>
        <translation>{total} 个句对</translation>
    </message>
</context>
<context>
    <name>Strategies</name>
    <message>
        <source>as imported</source>
        <translation>导入顺序</translation>
    </message>
    <message>
        <source>As imported</source>
        <translation>导入顺序</translation>
    </message>
    <message>
        <source>One after the other, in the order of the file.</source>
        <translation>按文件中的顺序，一条接一条。</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Every document has the same chance.</source>
        <translation>每篇文档的机会相同。</translation>
    </message>
    <message>
        <source>typical</source>
        <translation>典型</translation>
    </message>
    <message>
        <source>Typical and different</source>
        <translation>典型且各不相同</translation>
    </message>
    <message>
        <source>For the first labels: like many others, unlike those before.</source>
        <translation>适合刚开始：像许多别的文档，又不像问过的。</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>拿不准</translation>
    </message>
    <message>
        <source>Where the model is unsure</source>
        <translation>模型拿不准的</translation>
    </message>
    <message>
        <source>Teaches most, as a rule: labels nearly even, none twice.</source>
        <translation>通常教得最多：两个标签不相上下，近重复只问一次。</translation>
    </message>
    <message>
        <source>hunt</source>
        <translation>寻找</translation>
    </message>
    <message>
        <source>Hunt a rare label…</source>
        <translation>寻找稀有标签…</translation>
    </message>
    <message>
        <source>What is likeliest to have the label that you choose.</source>
        <translation>最可能属于您所选标签的文档。</translation>
    </message>
    <message>
        <source>disagreement</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>Where opinions differ</source>
        <translation>意见不一的</translation>
    </message>
    <message>
        <source>Annotators answered differently, or two models would.</source>
        <translation>标注者答案不同，或两个模型看法不同。</translation>
    </message>
    <message>
        <source>doubtful labels</source>
        <translation>可疑标注</translation>
    </message>
    <message>
        <source>Doubtful labels</source>
        <translation>可疑的标注</translation>
    </message>
    <message>
        <source>Labels that models doubt which never saw them, and why.</source>
        <translation>没学过这些标注的模型所怀疑的，并说明理由。</translation>
    </message>
    <message>
        <source>second pass</source>
        <translation>二次标注</translation>
    </message>
    <message>
        <source>Second pass, blind</source>
        <translation>二次盲标</translation>
    </message>
    <message>
        <source>Some of your own decisions again: how steady are you?</source>
        <translation>再问一遍您自己的部分决定：前后一致吗？</translation>
    </message>
    <message>
        <source>latest answers</source>
        <translation>最近作答</translation>
    </message>
    <message>
        <source>Latest answers first</source>
        <translation>最近作答的在前</translation>
    </message>
    <message>
        <source>To look through what has been decided.</source>
        <translation>回头翻看已经做出的判断。</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>有把握</translation>
    </message>
    <message>
        <source>Where the active run is sure</source>
        <translation>当前模型有把握的</translation>
    </message>
    <message>
        <source>For quick decisions, one like the other.</source>
        <translation>判断起来快，一条接一条。</translation>
    </message>
    <message>
        <source>shortest</source>
        <translation>由短到长</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>由短到长</translation>
    </message>
    <message>
        <source>By the number of characters.</source>
        <translation>按字数排列。</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>由长到短</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>由长到短</translation>
    </message>
    <message>
        <source>By the number of characters, the other way round.</source>
        <translation>按字数倒着排列。</translation>
    </message>
    <message>
        <source>random, only to measure</source>
        <translation>随机，仅用于测量</translation>
    </message>
    <message>
        <source>typical of many</source>
        <translation>有代表性</translation>
    </message>
    <message>
        <source>the model is unsure</source>
        <translation>模型拿不准</translation>
    </message>
    <message>
        <source>found by the hunt</source>
        <translation>寻找所得</translation>
    </message>
    <message>
        <source>models disagree</source>
        <translation>模型意见不一</translation>
    </message>
    <message>
        <source>annotators differ: {answers}</source>
        <translation>标注者意见不一：{answers}</translation>
    </message>
    <message>
        <source>second pass, blind</source>
        <translation>二次盲标</translation>
    </message>
    <message>
        <source>labelled {given}; models that never saw it say {said} {probability}</source>
        <translation>标为 {given}；没学过它的模型认为是 {said} {probability}</translation>
    </message>
    <message>
        <source>labelled {given}; models that never saw it doubt that ({probability})</source>
        <translation>标为 {given}；没学过它的模型有怀疑（{probability}）</translation>
    </message>
    <message>
        <source>models that never saw its labels miss {said} ({probability})</source>
        <translation>没学过它的模型认为缺 {said}（{probability}）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>StrategyBar</name>
    <message>
        <source>What comes next</source>
        <translation>接下来标什么</translation>
    </message>
    <message>
        <source>{strategy}: {label}</source>
        <translation>{strategy}：{label}</translation>
    </message>
    <message>
        <source>next by: {strategy}</source>
        <translation>下一条：{strategy}</translation>
    </message>
    <message>
        <source>Most similar first</source>
        <translation>最相似的在前</translation>
    </message>
    <message>
        <source>What comes next (Q)</source>
        <translation>接下来标什么 (Q)</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>A second pass needs more than {n} decisions of your own.</source>
        <translation>二次标注需要您自己有 {n} 个以上的决定。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln decision(s) of your own again, not shown.</source>
        <translation>
            <numerusform>再问您自己的 %Ln 个决定，不显示原答案。</numerusform>
        </translation>
    </message>
    <message>
        <source>Labels can be doubted when there are {n} of at least two kinds.</source>
        <translation>至少两类共 {n} 条标注之后才能查找可疑标注。</translation>
    </message>
    <message>
        <source>{doubtful} of {n} labels, the most doubtful first.</source>
        <translation>{n} 条标注中的 {doubtful} 条，最可疑的在前。</translation>
    </message>
    <message>
        <source>No document to learn from has this label yet; typical ones come first.</source>
        <translation>还没有可供学习的文档带这个标签；先问典型的。</translation>
    </message>
    <message>
        <source>Typical ones come first, until {n} have labels.</source>
        <translation>标满 {n} 条之前先问典型的。</translation>
    </message>
    <message>
        <source>Out of {scored}, by a model of {labels} labels.</source>
        <translation>从 {scored} 篇中挑选，模型学了 {labels} 条标注。</translation>
    </message>
    <message>
        <source>By their meaning, as run {run} learned it from the texts.</source>
        <translation>按含义相似，依据训练记录 {run} 从文本中学到的内容。</translation>
    </message>
    <message>
        <source>By the words that they share. After “Learn from all texts” on the train page: by their meaning.</source>
        <translation>按共有的词语相似。在训练页“从全部文本学习”之后，将按含义比较。</translation>
    </message>
    <message>
        <source>Looking at the labels…</source>
        <translation>正在检查标注…</translation>
    </message>
    <message>
        <source>Reading the texts, {percent} %; random ones come meanwhile.</source>
        <translation>正在读文本，{percent}%；这期间先问随机的。</translation>
    </message>
    <message>
        <source>Choosing; random ones come meanwhile.</source>
        <translation>正在挑选；这期间先问随机的。</translation>
    </message>
</context>
<context>
    <name>Suspects</name>
    <message>
        <source>Looking for wrong labels</source>
        <translation>正在查找可能标错的标签</translation>
    </message>
</context>
<context>
    <name>TargetBar</name>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>against</source>
        <translation>相对于</translation>
    </message>
    <message>
        <source>its answer</source>
        <translation>它的答案</translation>
    </message>
    <message>
        <source>all labels</source>
        <translation>全部标签</translation>
    </message>
    <message>
        <source>Label whose score is explained</source>
        <translation>解释哪个标签的得分</translation>
    </message>
    <message>
        <source>Label that it is measured against</source>
        <translation>与哪个标签相比</translation>
    </message>
    <message>
        <source>Words, phrases or sentences</source>
        <translation>按词、短语或句子</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对比</translation>
    </message>
    <message>
        <source>Show another method beside this one, on the same scale</source>
        <translation>在旁边用同一色标显示另一种方法</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>短语</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Words in their sentence</source>
        <translation>句内的词</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>a few seconds left</source>
        <translation>还剩几秒</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>还剩不到一分钟</translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation>还剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>还剩 {hours} 小时 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
</context>
<context>
    <name>TrainJobs</name>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Nothing is being trained. You can go on labelling while a model trains.</source>
        <translation>没有正在进行的训练。训练时可以继续标注。</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>This model is fitted in one go, without epochs: there are no curves to draw.</source>
        <translation>该模型一次拟合完成，没有轮次，因此没有曲线。</translation>
    </message>
    <message>
        <source>Loss and score are drawn here while a model trains.</source>
        <translation>模型训练时，这里显示损失和得分。</translation>
    </message>
</context>
<context>
    <name>TrainSetup</name>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器 (CPU)</translation>
    </message>
    <message>
        <source>Graphics (CUDA)</source>
        <translation>显卡 (CUDA)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic: the graphics card if CUDA works there, else the processor</source>
        <translation>自动：CUDA 可用时用显卡，否则用处理器</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed, data and settings give the same model again</source>
        <translation>种子、数据和设置都相同时，会得到同一个模型</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Learn from these documents only, and measure on those of the hold-out among them</source>
        <translation>只用这些文档学习，并用其中的留出集文档评估</translation>
    </message>
    <message>
        <source>Go to Pictures</source>
        <translation>前往图片页</translation>
    </message>
    <message numerus="yes">
        <source>Too little to learn from: write captions of at least %n picture(s).</source>
        <translation>
            <numerusform>可学习的内容太少：请至少为 %n 张图片撰写说明。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) with captions.</source>
        <translation>
            <numerusform>%Ln 张带说明的图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures at most</source>
        <translation>最多图片数</translation>
    </message>
    <message>
        <source>Labels at most</source>
        <translation>标注上限</translation>
    </message>
    <message>
        <source>Pairs at most</source>
        <translation>最多句对数</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Train on so many labelled documents only, to see what more labels bring</source>
        <translation>只用这么多篇已标注文档训练，看看更多标注带来多少提升</translation>
    </message>
    <message>
        <source>Labelled documents by label</source>
        <translation>各标签的已标注文档</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Go to Label</source>
        <translation>去标注</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) of sentences.</source>
        <translation>
            <numerusform>%Ln 个句对。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled document(s).</source>
        <translation>
            <numerusform>已标注 %Ln 篇文档。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more, the hold-out, measure the result.</source>
        <translation>
            <numerusform>另有 %Ln 条属于留出集，只用来评估结果。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no hold-out, so the result will not be measured.</source>
        <translation>没有留出集，无法评估结果。</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message numerus="yes">
        <source>Too little to learn from: label some documents with at least %n different label(s).</source>
        <translation>
            <numerusform>可学的太少：请至少用 %n 个标签标注一些文档。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too little to learn from: import at least %n pair(s) of sentences.</source>
        <translation>
            <numerusform>可学习的内容太少：请至少导入 %n 个句对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Too few to be learned well: {labels}.</source>
        <translation>以下标签太少，难以学好：{labels}。</translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message>
        <source>Preparing the run</source>
        <translation>正在准备训练</translation>
    </message>
    <message>
        <source>Choosing documents</source>
        <translation>正在选取文档</translation>
    </message>
    <message>
        <source>Learned from all texts. Trainings begin with it from now on.</source>
        <translation>已从全部文本学习，今后的训练都以此为起点。</translation>
    </message>
    <message>
        <source>The explanations were checked.</source>
        <translation>解释已检验完毕。</translation>
    </message>
    <message>
        <source>The self-test on planted evidence is done.</source>
        <translation>植入证据的自测已完成。</translation>
    </message>
    <message>
        <source>The training was cancelled.</source>
        <translation>训练已取消。</translation>
    </message>
    <message>
        <source>Learning from all texts was cancelled.</source>
        <translation>从全部文本学习已取消。</translation>
    </message>
    <message>
        <source>The comparison was cancelled; the run stays as it is.</source>
        <translation>比较已取消；训练结果保持不变。</translation>
    </message>
    <message>
        <source>The check was cancelled; the run stays as it is.</source>
        <translation>检验已取消，该模型保持不变。</translation>
    </message>
    <message>
        <source>The self-test was cancelled; the run stays as it is.</source>
        <translation>自测已取消，该模型保持不变。</translation>
    </message>
    <message>
        <source>Explaining the sample was cancelled.</source>
        <translation>样本的解释已取消。</translation>
    </message>
    <message>
        <source>The run is good, but could not be compared. {reason}</source>
        <translation>训练结果可用，但未能比较。{reason}</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Reading the predictions</source>
        <translation>正在读取预测</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Trained. There is no hold-out to measure it with yet.</source>
        <translation>训练完成。还没有可用于评估的留出集。</translation>
    </message>
    <message>
        <source>Trained: BLEU-4 {bleu} (n={n})</source>
        <translation>训练完成：BLEU-4 {bleu}（n={n}）</translation>
    </message>
    <message>
        <source>Trained: BLEU {bleu} (n={n})</source>
        <translation>训练完成：BLEU {bleu}（n={n}）</translation>
    </message>
    <message>
        <source>Trained: macro-F1 {f1} (n={n})</source>
        <translation>训练完成：宏平均 F1 {f1}（n={n}）</translation>
    </message>
</context>
<context>
    <name>TranslationAgreement</name>
    <message>
        <source>Links shown</source>
        <translation>显示连线</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>How attention becomes links between words: dots in the matrix</source>
        <translation>如何由注意力得出词与词的连线：矩阵中的圆点</translation>
    </message>
    <message>
        <source>The same settings, the other way round; it learns in the background</source>
        <translation>设置相同，方向相反；在后台训练</translation>
    </message>
    <message>
        <source>Links of the model against those of people</source>
        <translation>模型的连线与人工连线的比较</translation>
    </message>
    <message>
        <source>The other direction: {run}</source>
        <translation>反方向：{run}</translation>
    </message>
    <message>
        <source>A model of the other direction is learning; its links are joined when it is done.</source>
        <translation>反方向的模型正在训练；完成后会合并两边的连线。</translation>
    </message>
    <message>
        <source>With a model of the other direction, the links of both can be joined.</source>
        <translation>再有一个反方向的模型，就能把两个方向的连线合并起来。</translation>
    </message>
    <message>
        <source>Train the other direction</source>
        <translation>训练反方向的模型</translation>
    </message>
    <message>
        <source>All linked pairs taught a model; link some of the hold-out to measure its links.</source>
        <translation>已连线的句对都教过模型；请在留出集中再连几对，才能衡量模型的连线。</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>AER</source>
        <translation>AER</translation>
    </message>
    <message>
        <source>P</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>R</source>
        <translation>召回</translation>
    </message>
    <message>
        <source>Alignment error rate</source>
        <translation>对齐错误率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message numerus="yes">
        <source>On %Ln linked pair(s) that taught no model.</source>
        <translation>
            <numerusform>基于 %Ln 个没有教过模型的连线句对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Differences may be chance.</source>
        <translation>差别可能只是偶然。</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
</context>
<context>
    <name>TranslationFigures</name>
    <message>
        <source>On {n} hold-out sentences, never trained on. By sacrebleu: {signature}</source>
        <translation>在 {n} 个从未用于训练的留出句子上。由 sacrebleu 计算：{signature}</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>BLEU, {words} source words</source>
        <translation>BLEU，原文 {words} 词</translation>
    </message>
    <message>
        <source>Alignment error rate, {way}</source>
        <translation>对齐错误率，{way}</translation>
    </message>
</context>
<context>
    <name>TranslationList</name>
    <message>
        <source>Search the pairs</source>
        <translation>搜索句对</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出集</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Pairs</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>Type a sentence to translate</source>
        <translation>输入要翻译的句子</translation>
    </message>
    <message>
        <source>Sentence to translate</source>
        <translation>要翻译的句子</translation>
    </message>
    <message>
        <source>Arcs</source>
        <translation>弧线</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>No project of sentence pairs is open.</source>
        <translation>没有打开句对项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>There are no pairs yet: import some, or drop a file.</source>
        <translation>还没有句对：请导入，或拖入文件。</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>No model yet: train one on the train page.</source>
        <translation>还没有模型：请在训练页训练一个。</translation>
    </message>
    <message>
        <source>Without {words}: {translation}</source>
        <translation>去掉“{words}”：{translation}</translation>
    </message>
    <message>
        <source>This model has no attention: it does not say where it looked.</source>
        <translation>这个模型没有注意力：无法说明它看了哪里。</translation>
    </message>
    <message>
        <source>Shown: attention once each word is known (shifted by one step).</source>
        <translation>显示：每个词已知之后的注意力（错后一步）。</translation>
    </message>
    <message>
        <source>Shown: attention at the moment each word was said.</source>
        <translation>显示：译出每个词那一刻的注意力。</translation>
    </message>
    <message>
        <source>Dots: links by the model; frames: by people.</source>
        <translation>圆点：模型的连线；方框：人工连线。</translation>
    </message>
</context>
<context>
    <name>TranslationSide</name>
    <message>
        <source>Reference</source>
        <translation>参考译文</translation>
    </message>
    <message>
        <source>{score} a piece</source>
        <translation>每词片 {score}</translation>
    </message>
    <message>
        <source>Hardly looked at: {words}</source>
        <translation>几乎没看：{words}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) linked by people.</source>
        <translation>
            <numerusform>%Ln 个句对已由人标出对应。</numerusform>
        </translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Translations, best first</source>
        <translation>译文，从好到差</translation>
    </message>
    <message>
        <source>Attention is read</source>
        <translation>注意力的读法</translation>
    </message>
    <message>
        <source>as this model is best read</source>
        <translation>按该模型的最佳读法</translation>
    </message>
    <message>
        <source>shifted: once the word is known</source>
        <translation>错后一步：该词已知之后</translation>
    </message>
    <message>
        <source>as it was said</source>
        <translation>译出时的原样</translation>
    </message>
    <message>
        <source>Attention is worked out before the word is known. Shifted: from the step at which the word is told to the decoder (Chen 2020).</source>
        <translation>注意力在词还未知时就已算出。错后一步：取该词送入解码器那一步的注意力（Chen 2020）。</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>并排显示</translation>
    </message>
    <message>
        <source>Unknown words from the source</source>
        <translation>未知词取自原文</translation>
    </message>
    <message>
        <source>What the model has no word for is copied from where it looked</source>
        <translation>模型没有对应词时，复制它所看的原文</translation>
    </message>
    <message>
        <source>Next linked pair</source>
        <translation>下一个已标对应的句对</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Translation {n}</source>
        <translation>译文 {n}</translation>
    </message>
</context>
<context>
    <name>TrustBadge</name>
    <message>
        <source>Holds up</source>
        <translation>可信</translation>
    </message>
    <message>
        <source>Holds up in part</source>
        <translation>部分可信</translation>
    </message>
    <message>
        <source>Does not hold up</source>
        <translation>不可信</translation>
    </message>
    <message>
        <source>Nothing to test</source>
        <translation>无从检验</translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation>检验中…</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检验</translation>
    </message>
    <message>
        <source>Hide the checks</source>
        <translation>收起检验结果</translation>
    </message>
    <message>
        <source>Show the checks</source>
        <translation>查看检验结果</translation>
    </message>
    <message>
        <source>{method} is not part of the quick checks. Show another method to see how far it holds.</source>
        <translation>快速检验不包括“{method}”。换一种方法即可看到它有多可信。</translation>
    </message>
    <message>
        <source>The model says the same, nearly as surely, without these words and without any.</source>
        <translation>去掉这些词，甚至去掉全部的词，模型仍给出同样的答案，把握也几乎不变。</translation>
    </message>
    <message>
        <source>Without the words ranked first the model is less sure by {lost}, without as many random ones by {random}.</source>
        <translation>去掉排在最前的词，模型的把握下降 {lost}；随机去掉同样多的词，下降 {random}。</translation>
    </message>
    <message>
        <source>They alone suffice: it is as sure.</source>
        <translation>只留这些词就够了：把握不减。</translation>
    </message>
    <message>
        <source>With them alone it is less sure by {left}.</source>
        <translation>只留这些词，把握下降 {left}。</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>去掉后</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>只留下</translation>
    </message>
    <message>
        <source>Random words</source>
        <translation>随机的词</translation>
    </message>
    <message>
        <source>Integrated gradients don&apos;t add up here: {error} % are missing.</source>
        <translation>积分梯度在这里对不上总分：还差 {error} %。</translation>
    </message>
    <message>
        <source>Integrated gradients add up to the score, but for {error} %.</source>
        <translation>积分梯度之和等于得分，误差仅 {error} %。</translation>
    </message>
    <message>
        <source>Its ranking agrees with the other methods&apos; by τ = {low} to {high} (1: the same, 0: chance).</source>
        <translation>它的排序与其他方法的一致程度为 τ = {low} 到 {high}（1 为完全相同，0 为碰巧）。</translation>
    </message>
    <message>
        <source>This model has no attention to test.</source>
        <translation>这个模型没有可检验的注意力。</translation>
    </message>
    <message>
        <source>This model gives every word the same attention: there is nothing to test.</source>
        <translation>这个模型给每个词同样的注意力，无从检验。</translation>
    </message>
    <message>
        <source>Too few words, or sentences, to test the attention with.</source>
        <translation>词或句子太少，无法检验注意力。</translation>
    </message>
    <message>
        <source>Shuffled attention moves the answer by {moved}: it matters which word gets it.</source>
        <translation>打乱注意力会使答案变动 {moved}：注意力落在哪个词上是要紧的。</translation>
    </message>
    <message>
        <source>Shuffled attention moves the answer by {moved} only: it hardly matters which word gets it.</source>
        <translation>打乱注意力只使答案变动 {moved}：注意力落在哪个词上几乎无关紧要。</translation>
    </message>
    <message>
        <source>Attention that differs by {apart} of at most .69 gives the same answer.</source>
        <translation>相差 {apart}（最多 .69）的另一种注意力也给出同样的答案。</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Redoing</source>
        <translation>正在重做</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>There is nothing more to undo or redo.</source>
        <translation>没有可撤销或重做的操作了。</translation>
    </message>
</context>
<context>
    <name>WordChips</name>
    <message>
        <source>Translate without this word</source>
        <translation>去掉这个词后翻译</translation>
    </message>
</context>
<context>
    <name>_RowDelegate</name>
    <message>
        <source>flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
</context>
<context>
    <name>answer</name>
    <message>
        <source>Label {number}</source>
        <translation>标签 {number}</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>{file} holds no labelled rows to measure with.</source>
        <translation>{file} 中没有可用于评估的已标注行。</translation>
    </message>
    <message>
        <source>There is no label “{name}”.</source>
        <translation>没有名为“{name}”的标签。</translation>
    </message>
    <message>
        <source>“{pair}” can&apos;t be understood as part of a filter.</source>
        <translation>筛选条件中的“{pair}”无法识别。</translation>
    </message>
    <message>
        <source>{file}: the encoding is probably {encoding}; look at the texts.</source>
        <translation>{file}：编码可能是 {encoding}，请检查文本是否正常。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {reason}</source>
        <translation>{file} 第 {line} 行：{reason}</translation>
    </message>
    <message>
        <source>{project} has no trained run yet; train one first.</source>
        <translation>{project} 还没有训练记录，请先训练。</translation>
    </message>
    <message>
        <source>Fovea writes csv and jsonl, not “{format}”.</source>
        <translation>Fovea 可写出 csv 和 jsonl，不支持“{format}”。</translation>
    </message>
    <message>
        <source>The run is kept; it was not compared with others.</source>
        <translation>训练结果已保留；没有与其他模型比较。</translation>
    </message>
    <message>
        <source>The run is kept; it could not be compared with others: {reason}</source>
        <translation>训练结果已保留；未能与其他模型比较：{reason}</translation>
    </message>
    <message>
        <source>“{pair}” is not of the form KEY=VALUE.</source>
        <translation>“{pair}”不是 KEY=VALUE 的形式。</translation>
    </message>
    <message>
        <source>The worker said what nobody understands.</source>
        <translation>工作进程输出了无法理解的内容。</translation>
    </message>
    <message>
        <source>The worker stopped unexpectedly (exit status {status}). {last_words}</source>
        <translation>后台进程意外停止（退出状态 {status}）。{last_words}</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>What each word adds to the label&apos;s score; with the base they are the score, nothing is left over.</source>
        <translation>每个词给标签得分加了多少；与基数相加正好等于得分，分毫不差。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>How much each word weighed in the prediction. Where the model looked, not why it decided.</source>
        <translation>每个词在预测中的权重：模型看了哪里，而不是为什么这样判断。</translation>
    </message>
    <message>
        <source>Attention × gradient</source>
        <translation>注意力 × 梯度</translation>
    </message>
    <message>
        <source>How much the score would change if a word&apos;s attention weighed a little more.</source>
        <translation>某个词的注意力稍微加重一点，得分会变多少。</translation>
    </message>
    <message>
        <source>Attention rollout</source>
        <translation>注意力展开</translation>
    </message>
    <message>
        <source>The attention of all layers multiplied through, down to the words. The same for every label.</source>
        <translation>把各层注意力逐层相乘，一直追溯到词。对所有标签都一样。</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>How strongly the score reacts to each word, near the text as it is.</source>
        <translation>在原文附近，得分对每个词的反应有多强。</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>The reaction to each word on the way from an empty text to this one; adds up to the score.</source>
        <translation>从空文本一路走到这段文本，得分对每个词的累计反应；加起来就是得分。</translation>
    </message>
    <message>
        <source>Leave one out</source>
        <translation>逐词删除</translation>
    </message>
    <message>
        <source>What the score loses when the word is taken out of the text. Nothing is assumed, all is tried.</source>
        <translation>把这个词从文本中删掉，得分会损失多少。不做假设，逐一实测。</translation>
    </message>
    <message>
        <source>Word groups out</source>
        <translation>删除词组</translation>
    </message>
    <message>
        <source>What the score loses when a few words in a row are taken out; catches “not good”.</source>
        <translation>删掉连续几个词，得分会损失多少；能发现“不太好”这样的搭配。</translation>
    </message>
    <message>
        <source>Sentences out</source>
        <translation>删除句子</translation>
    </message>
    <message>
        <source>What the score loses when a whole sentence is taken out.</source>
        <translation>删掉整个句子，得分会损失多少。</translation>
    </message>
    <message>
        <source>LIME</source>
        <translation>LIME</translation>
    </message>
    <message>
        <source>A straight line fitted to what the model says of many texts with random words missing.</source>
        <translation>随机删去一些词，得到许多变体，再用一条直线拟合模型对它们的判断。</translation>
    </message>
    <message>
        <source>There is no method {method}; there is: {known}.</source>
        <translation>没有 {method} 这种方法；可用的有：{known}。</translation>
    </message>
    <message>
        <source>{key} cannot be {value}; expected {expected}.</source>
        <translation>{key} 不能是 {value}，应为 {expected}。</translation>
    </message>
    <message>
        <source>{model} has no setting {key}; it has: {known}.</source>
        <translation>{model} 没有设置项 {key}，可用的有：{known}。</translation>
    </message>
    <message>
        <source>Epochs at most</source>
        <translation>最多轮数</translation>
    </message>
    <message>
        <source>How often the training texts are read (few texts more often); training ends earlier if it stops helping.</source>
        <translation>训练文本读多少遍（文本少时读得更多）；不再有帮助时会提前结束。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心轮数</translation>
    </message>
    <message>
        <source>Epochs without a better result on the validation part before training ends.</source>
        <translation>验证部分连续多少轮没有提升就结束训练。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The size of a step; smaller is slower and steadier.</source>
        <translation>每一步的大小；越小越慢，也越稳。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>How strongly weights are drawn back to zero.</source>
        <translation>把权重拉回零的力度。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Texts in one step.</source>
        <translation>每一步处理的文本数。</translation>
    </message>
    <message>
        <source>Balance the labels</source>
        <translation>平衡标签</translation>
    </message>
    <message>
        <source>Rare labels count more, so that they are not overlooked.</source>
        <translation>提高少见标签的分量，避免被忽略。</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Each text is read twice, cut into other pieces; how much both must agree. 0: read once, faster.</source>
        <translation>每篇文本以不同切分读两遍，两遍结果需要多一致。0：只读一遍，更快。</translation>
    </message>
    <message>
        <source>Tokens read in training</source>
        <translation>训练读取词元数</translation>
    </message>
    <message>
        <source>Of a longer text, a different stretch of this length is read in each epoch; predictions read it all.</source>
        <translation>文本更长时，每轮读取其中不同的一段；预测时读全文。</translation>
    </message>
    <message>
        <source>Cut texts into</source>
        <translation>文本切分为</translation>
    </message>
    <message>
        <source>sentencepiece: pieces of words, learned from the project&apos;s texts. words: words as in a dictionary. characters: single characters.</source>
        <translation>sentencepiece：从项目文本学得的词片。words：词典中的词。characters：单个字符。</translation>
    </message>
    <message>
        <source>Attention: where it looked</source>
        <translation>注意力：看了哪里</translation>
    </message>
    <message>
        <source>Attention × gradient: where looking counted</source>
        <translation>注意力 × 梯度：哪里看得管用</translation>
    </message>
    <message>
        <source>Grad-CAM: what in the picture speaks for the word</source>
        <translation>Grad-CAM：图中哪里支持这个词</translation>
    </message>
    <message>
        <source>Both gradients: what speaks for the word, where looking counted</source>
        <translation>两种梯度：既支持这个词，又在看的时候起作用的位置</translation>
    </message>
    <message>
        <source>Occlusion: what the word misses when it is hidden</source>
        <translation>遮挡：遮住哪里会让这个词变难说出</translation>
    </message>
    <message>
        <source>Weights of an image network</source>
        <translation>图像网络的权重</translation>
    </message>
    <message>
        <source>A file with MobileNetV2 (.npz), ResNet or VGG-19 (torchvision&apos;s as .safetensors). Without one a small network is trained with the captions.</source>
        <translation>MobileNetV2（.npz）、ResNet 或 VGG-19（torchvision 的权重，.safetensors）文件。没有文件时，会和图片说明一起训练一个小网络。</translation>
    </message>
    <message>
        <source>Layer to look at</source>
        <translation>取用的层</translation>
    </message>
    <message>
        <source>last: what says most. middle: finer places that say less.</source>
        <translation>last：含义最丰富。middle：位置更细，含义较少。</translation>
    </message>
    <message>
        <source>Size of pictures</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <source>Pixels across that the network sees; twice as many give twice as fine a map. 0: its own size.</source>
        <translation>网络看到的图片边长（像素）；加倍则图的格子也加倍细。0：用网络自己的尺寸。</translation>
    </message>
    <message>
        <source>Fit pictures by</source>
        <translation>图片适配方式</translation>
    </message>
    <message>
        <source>squash: all of the picture, out of proportion. crop: the square in its middle.</source>
        <translation>squash：保留整张图，比例会变。crop：只取正中的方块。</translation>
    </message>
    <message>
        <source>Size of the small network</source>
        <translation>小网络的大小</translation>
    </message>
    <message>
        <source>Numbers that it keeps of each place. Only without weights from a file.</source>
        <translation>每个位置保留多少个数。只在没有权重文件时有效。</translation>
    </message>
    <message>
        <source>Train the image network too</source>
        <translation>同时训练图像网络</translation>
    </message>
    <message>
        <source>Better with thousands of pictures and a CUDA device, very slow without. The small one always is.</source>
        <translation>有几千张图和 CUDA 设备时更好，没有时很慢。小网络总是一起训练。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>How many different words the model can say; the most frequent in the captions.</source>
        <translation>模型会说多少个不同的词；取说明中最常见的。</translation>
    </message>
    <message>
        <source>Longest caption</source>
        <translation>说明的最大长度</translation>
    </message>
    <message>
        <source>Longer captions are cut off there, in learning and in writing.</source>
        <translation>更长的说明在学习和生成时都会在此截断。</translation>
    </message>
    <message>
        <source>Keeps the model from being too sure of one word.</source>
        <translation>避免模型对某一个词过于自信。</translation>
    </message>
    <message>
        <source>The share of words hidden from the model in training.</source>
        <translation>训练时对模型隐藏的词的比例。</translation>
    </message>
    <message>
        <source>Epochs of captions without pictures</source>
        <translation>无图说明的训练轮数</translation>
    </message>
    <message>
        <source>How often they are read before the first picture, where the project has any.</source>
        <translation>项目里若有无图说明，在看第一张图之前先读几遍。</translation>
    </message>
    <message>
        <source>How many captions are followed at once when the result is measured.</source>
        <translation>评测时同时跟踪多少条候选说明。</translation>
    </message>
    <message>
        <source>Weight of length</source>
        <translation>长度权重</translation>
    </message>
    <message>
        <source>1: captions are compared by the mean chance of a word; less prefers short ones.</source>
        <translation>1：按每个词的平均概率比较；更小则偏向短的说明。</translation>
    </message>
    <message>
        <source>Dropout of the picture</source>
        <translation>图片的随机丢弃</translation>
    </message>
    <message>
        <source>The share of what the image network says that is hidden in training.</source>
        <translation>训练时隐藏图像网络输出的比例。</translation>
    </message>
    <message>
        <source>Begin with the whole picture</source>
        <translation>从整张图开始</translation>
    </message>
    <message>
        <source>As in the paper. Without it, and without evidence, the model knows only what it looks at; its maps say more.</source>
        <translation>与论文一致。不选、也不用词语依据时，模型只知道它看过的地方，图更能说明问题。</translation>
    </message>
    <message>
        <source>Evidence for words</source>
        <translation>词语依据</translation>
    </message>
    <message>
        <source>How many numbers say for which words a picture as a whole speaks, wherever it looks; worked out from the captions before the training. Only with weights of an image network from a file. 0: none.</source>
        <translation>用多少个数表示整张图片支持哪些词，与模型看哪里无关；训练前从描述中算出。只在图像网络的权重来自文件时使用。0：不用。</translation>
    </message>
    <message>
        <source>Weight of drawn regions</source>
        <translation>所画区域的权重</translation>
    </message>
    <message>
        <source>How strongly attention is drawn to the regions of words. −1: the best of several is found on the validation part. 0: not at all.</source>
        <translation>注意力被拉向词所对应区域的力度。−1：在验证部分上从几个值中选最好的。0：完全不用。</translation>
    </message>
    <message>
        <source>Look everywhere</source>
        <translation>处处都要看</translation>
    </message>
    <message>
        <source>The paper&apos;s term that every place should be looked at equally in the end. It makes maps flatter.</source>
        <translation>论文中的一项：最终每个位置都应被同样看到。它会让图更平。</translation>
    </message>
    <message>
        <source>Weight of entropy</source>
        <translation>熵的权重</translation>
    </message>
    <message>
        <source>Keeps places from being chosen too early.</source>
        <translation>避免过早固定所看的位置。</translation>
    </message>
    <message>
        <source>Attention size</source>
        <translation>注意力的大小</translation>
    </message>
    <message>
        <source>Numbers by which places are compared with what is looked for.</source>
        <translation>用多少个数来比较各位置和要找的东西。</translation>
    </message>
    <message>
        <source>Few pictures are looked at several times in an epoch.</source>
        <translation>图片较少时，一轮中会看多遍。</translation>
    </message>
    <message>
        <source>Show, attend and tell</source>
        <translation>看图说话（带注意力）</translation>
    </message>
    <message>
        <source>Looks at a part of the picture before each word, and shows where (Xu et al. 2015).</source>
        <translation>每说一个词之前先看图中的一部分，并显示看了哪里（Xu 等，2015）。</translation>
    </message>
    <message>
        <source>Hard attention</source>
        <translation>硬注意力</translation>
    </message>
    <message>
        <source>Looks at one place of the picture before each word, and at nothing else (Xu et al. 2015).</source>
        <translation>每说一个词之前只看图中的一个位置（Xu 等，2015）。</translation>
    </message>
    <message>
        <source>Captions without attention</source>
        <translation>无注意力的图片说明</translation>
    </message>
    <message>
        <source>Sees the picture as one impression; shows what attention brings (Vinyals et al. 2015).</source>
        <translation>把图片看成一个整体印象；用来对照注意力带来了什么（Vinyals 等，2015）。</translation>
    </message>
    <message>
        <source>There is no way {name} to draw where a word looked; there is: {known}.</source>
        <translation>没有名为 {name} 的方式来画出一个词看了哪里；可用的有：{known}。</translation>
    </message>
    <message>
        <source>How many different pieces the model knows; the most frequent in the project&apos;s texts.</source>
        <translation>模型认识多少种片段：取项目文本中最常见的。</translation>
    </message>
    <message>
        <source>A file of pre-trained word vectors (word2vec, GloVe, Tencent AI Lab) to start from instead.</source>
        <translation>改用预训练词向量文件（word2vec、GloVe、腾讯 AI Lab）作为起点。</translation>
    </message>
    <message>
        <source>Keep word vectors as they are</source>
        <translation>保持词向量不变</translation>
    </message>
    <message>
        <source>Training does not change what words mean at the start; faster, and for good vectors steadier.</source>
        <translation>训练不改变词语的初始含义；更快，词向量质量好时也更稳定。</translation>
    </message>
    <message>
        <source>Weight of marked words</source>
        <translation>标出词语的权重</translation>
    </message>
    <message>
        <source>How strongly attention is drawn to the words that people marked, once 20 documents have such marks. −1: the best of several is found on the validation part. 0: not at all.</source>
        <translation>当有 20 篇文档标有词语时，注意力被引向这些词语的强度。−1：在验证部分从几个值中选最佳。0：完全不用。</translation>
    </message>
    <message>
        <source>Diversity of word states</source>
        <translation>词状态的多样性</translation>
    </message>
    <message>
        <source>Keeps words from all looking alike to the model, so that it matters which one is highlighted.</source>
        <translation>避免所有词在模型看来都一样，使突出哪个词有意义。</translation>
    </message>
    <message>
        <source>Learn words from all texts first</source>
        <translation>先从全部文本学习词汇</translation>
    </message>
    <message>
        <source>Words get a first meaning from the company they keep in all texts, labelled or not.</source>
        <translation>先根据词在全部文本（无论是否标注）中的上下文，学到初步的词义。</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>Vary the word pieces</source>
        <translation>变换子词切分</translation>
    </message>
    <message>
        <source>Words are cut into pieces differently in each epoch, which makes more of few labels.</source>
        <translation>每轮以不同方式切分词语，标注少时学得更多。</translation>
    </message>
    <message>
        <source>Word dropout</source>
        <translation>词丢弃率</translation>
    </message>
    <message>
        <source>The share of words hidden from the model in training, so that it does not lean on single words.</source>
        <translation>训练时对模型隐藏的词的比例，避免它只依赖个别词。</translation>
    </message>
    <message>
        <source>Embedding size</source>
        <translation>嵌入维度</translation>
    </message>
    <message>
        <source>Numbers that stand for one word piece.</source>
        <translation>用多少个数表示一个子词。</translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation>隐藏层大小</translation>
    </message>
    <message>
        <source>Numbers that the model keeps of what it has read, in each direction.</source>
        <translation>模型在每个方向上用多少个数记住读过的内容。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>丢弃率</translation>
    </message>
    <message>
        <source>The share of numbers hidden in training; more guards small data against learning by heart.</source>
        <translation>训练时隐藏的数的比例；数据少时调高可防止死记硬背。</translation>
    </message>
    <message>
        <source>Read in both directions</source>
        <translation>双向阅读</translation>
    </message>
    <message>
        <source>A word is then read in the light of what follows too, not only of what went before.</source>
        <translation>这样读一个词时既看前文，也看后文。</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Convolutions</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>How a word is read with its neighbours. cnn: 3, 4 and 5 words at once. tcn: in layers that see ever more.</source>
        <translation>如何连同相邻词读一个词。cnn：一次看 3、4、5 个词。tcn：逐层看得更远。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Numbers that each convolution gives for a word.</source>
        <translation>每个卷积为一个词给出的数值个数。</translation>
    </message>
    <message>
        <source>Exact shares</source>
        <translation>精确份额</translation>
    </message>
    <message>
        <source>What each word adds to the decision can then be shown, and the shares add up to it exactly.</source>
        <translation>可以显示每个词对判断的贡献，各份额相加恰好等于得分。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>How many times every word looks at all others.</source>
        <translation>每个词把其他词看几遍。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头数</translation>
    </message>
    <message>
        <source>In how many ways at once a word looks at the others.</source>
        <translation>一个词同时以几种方式看其他词。</translation>
    </message>
    <message>
        <source>How words are read in context. lstm and gru: word after word. cnn: with their neighbours, faster. tcn: with neighbours farther away. average: each alone, fastest.</source>
        <translation>如何结合上下文读词。lstm 和 gru：逐词阅读。cnn：连同相邻词，较快。tcn：连同更远处的词。average：各词单独，最快。</translation>
    </message>
    <message>
        <source>auto: learned pieces of words; with 20,000 labels of Chinese or more, words as in a dictionary.</source>
        <translation>auto：学到的词片；中文标注达到 20,000 篇时改用词典中的词。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Attention that learned from all texts, together with word groups as evidence. The best with few labels and with many: trained in seconds, from 6,000 labels on in minutes. It shows all of its evidence.</source>
        <translation>从全部文本学得的注意力，加上以词组为依据的证据。标签多少皆宜：标签少时几秒训练完成，超过 6,000 条需要几分钟。展示全部证据。</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <source>Every group of words or characters speaks for or against a label, and the sum decides. Trained in a second.</source>
        <translation>每个词组或字组支持或反对一个标签，由总和决定。一秒训练完成。</translation>
    </message>
    <message>
        <source>LSTM with attention</source>
        <translation>注意力 LSTM</translation>
    </message>
    <message>
        <source>Reads the text in both directions and weighs its words. A good start from some hundred labels on.</source>
        <translation>双向读取文本并权衡每个词。有几百条标注时就是不错的起点。</translation>
    </message>
    <message>
        <source>Hierarchical attention</source>
        <translation>层次注意力</translation>
    </message>
    <message>
        <source>Weighs words within sentences, then sentences within the text. For long documents.</source>
        <translation>先在句内权衡词语，再在全文中权衡句子。适合长文档。</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>Reads the text word by word and keeps one impression of it; it cannot say which words counted.</source>
        <translation>逐词阅读文本，只留下一个总体印象；无法说明哪些词起了作用。</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Every word looks at every other, then the words are weighed. From about a thousand labels on.</source>
        <translation>每个词都看其他所有词，再权衡各词。约需一千个标签以上。</translation>
    </message>
    <message>
        <source>There is no model {name}; there is: {known}.</source>
        <translation>没有模型 {name}，可用的有：{known}。</translation>
    </message>
    <message>
        <source>The worker was asked for something it does not know: {what}.</source>
        <translation>后台进程收到了未知的请求：{what}。</translation>
    </message>
    <message>
        <source>{name} is in use by another process.</source>
        <translation>{name} 正被另一个进程使用。</translation>
    </message>
    <message>
        <source>“{minutes}” is no number of minutes.</source>
        <translation>“{minutes}”不是有效的分钟数。</translation>
    </message>
    <message>
        <source>Say what to explain: --text TEXT or --input FILE.</source>
        <translation>请指定要解释的内容：--text TEXT 或 --input FILE。</translation>
    </message>
    <message>
        <source>{file}, line {line}: longer than {limit:,} characters. This is no table of texts.</source>
        <translation>{file} 第 {line} 行超过 {limit:,} 个字符，这不是文本表格。</translation>
    </message>
    <message>
        <source>It stands above the row of column names.</source>
        <translation>该行位于列名行之前。</translation>
    </message>
    <message>
        <source>The byte {byte} is not valid in {encoding}.</source>
        <translation>字节 {byte} 不符合 {encoding} 编码。</translation>
    </message>
    <message>
        <source>It holds half of a surrogate pair, which is no character.</source>
        <translation>含有半个代理对，不是有效字符。</translation>
    </message>
    <message>
        <source>It is not valid JSON ({detail}).</source>
        <translation>不是有效的 JSON（{detail}）。</translation>
    </message>
    <message>
        <source>The label is not a word or a list of words.</source>
        <translation>标签应为一个词或一组词。</translation>
    </message>
    <message>
        <source>This kind of file is not read here.</source>
        <translation>不支持读取此类文件。</translation>
    </message>
    <message>
        <source>The marked words are not pairs of positions.</source>
        <translation>标出的词语不是成对的起止位置。</translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation>文本为空。</translation>
    </message>
    <message>
        <source>It is not an object with named values.</source>
        <translation>不是带名称的 JSON 对象。</translation>
    </message>
    <message>
        <source>It holds a NUL character.</source>
        <translation>含有 NUL 字符。</translation>
    </message>
    <message>
        <source>A line is not a word and its tag.</source>
        <translation>有一行不是“词 + 标记”的形式。</translation>
    </message>
    <message>
        <source>The columns of this file differ from those of {file}.</source>
        <translation>此文件的列与 {file} 不同。</translation>
    </message>
    <message>
        <source>Its values are nested too deeply.</source>
        <translation>值的嵌套过深。</translation>
    </message>
    <message>
        <source>A cell is longer than {limit:,} characters.</source>
        <translation>有单元格超过 {limit:,} 个字符。</translation>
    </message>
    <message>
        <source>A quotation mark is opened here and not closed.</source>
        <translation>此处的引号没有配对。</translation>
    </message>
    <message>
        <source>Cells in this row: {found}; expected: {expected}.</source>
        <translation>此行有 {found} 个单元格，应为 {expected} 个。</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} 是空文件。</translation>
    </message>
    <message>
        <source>{file} is not a text file.</source>
        <translation>{file} 不是文本文件。</translation>
    </message>
    <message>
        <source>{file} has {found:,} columns; at most {limit:,} are read.</source>
        <translation>{file} 有 {found:,} 列，最多读取 {limit:,} 列。</translation>
    </message>
    <message>
        <source>{file} has a format that is not read here. Supported are: {supported}; a folder or .zip of text files.</source>
        <translation>不支持 {file} 的格式。支持的格式：{supported}，以及文本文件的文件夹或 .zip。</translation>
    </message>
    <message>
        <source>{file}, line {line}: not valid JSON ({reason}).</source>
        <translation>{file} 第 {line} 行：不是有效的 JSON（{reason}）。</translation>
    </message>
    <message>
        <source>{file} has no column “{column}”. It has: {columns}.</source>
        <translation>{file} 中没有“{column}”列。现有的列：{columns}。</translation>
    </message>
    <message>
        <source>{file}: which column holds the text? It has: {columns}.</source>
        <translation>{file}：文本在哪一列？现有的列：{columns}。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read as a workbook: {reason}</source>
        <translation>{file} 无法作为工作簿读取：{reason}</translation>
    </message>
    <message>
        <source>An Excel sheet holds {limit:,} rows at most, and this is more. Choose CSV, or export in parts.</source>
        <translation>一张 Excel 工作表最多 {limit:,} 行，放不下。请选择 CSV，或分批导出。</translation>
    </message>
    <message>
        <source>There is no format “{format}”. There are: {formats}.</source>
        <translation>没有“{format}”这种格式。可用的有：{formats}。</translation>
    </message>
    <message>
        <source>There is no encoding named “{encoding}”.</source>
        <translation>没有名为“{encoding}”的编码。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: {reason}</source>
        <translation>{file} 无法读取：{reason}</translation>
    </message>
    <message>
        <source>{file} is refused: unpacked it would be larger than {limit} GB, or is packed suspiciously tightly.</source>
        <translation>已拒绝 {file}：解压后会超过 {limit} GB，或压缩比异常。</translation>
    </message>
    <message>
        <source>{file} is refused: it holds a name that points outside the archive ({name}).</source>
        <translation>已拒绝 {file}：其中的文件名指向压缩包之外（{name}）。</translation>
    </message>
    <message>
        <source>{file} is protected by a password. Unpack it first.</source>
        <translation>{file} 有密码保护，请先解压。</translation>
    </message>
    <message>
        <source>{file} does not exist.</source>
        <translation>{file} 不存在。</translation>
    </message>
    <message>
        <source>A document has several labels, but the model gives only one.</source>
        <translation>有的文档有多个标签，但模型只给出一个。</translation>
    </message>
    <message>
        <source>This run has no trained model yet.</source>
        <translation>这条训练记录还没有训练好的模型。</translation>
    </message>
    <message>
        <source>The run&apos;s file {name} is damaged or not ours: {what}.</source>
        <translation>训练记录的文件 {name} 已损坏或不是本程序所写：{what}。</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>{name} 无法读取。</translation>
    </message>
    <message>
        <source>{name} is not UTF-8 text.</source>
        <translation>{name} 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>{name}, line {line}: not a JSON object with a text.</source>
        <translation>{name} 第 {line} 行：不是含有文本的 JSON 对象。</translation>
    </message>
    <message>
        <source>The run&apos;s snapshot is damaged.</source>
        <translation>训练记录的快照已损坏。</translation>
    </message>
    <message>
        <source>There are {n} pictures with captions to learn from; there must be at least {least}.</source>
        <translation>可供学习的带说明图片有 {n} 张；至少需要 {least} 张。</translation>
    </message>
    <message>
        <source>The model does not know the label “{label}”; it knows: {known}.</source>
        <translation>模型没有学过标签“{label}”，学过的有：{known}。</translation>
    </message>
    <message>
        <source>There is no device {name}; there is auto, cpu, cuda.</source>
        <translation>没有设备 {name}，可用的有：auto、cpu、cuda。</translation>
    </message>
    <message>
        <source>This computer has no CUDA device that the program can use; choose cpu.</source>
        <translation>这台电脑没有可用的 CUDA 设备，请选择 cpu。</translation>
    </message>
    <message>
        <source>This computer has an NVIDIA card, but this build of Fovea works on the processor only. The build for CUDA trains faster; projects stay as they are.</source>
        <translation>这台电脑有 NVIDIA 显卡，但当前安装的 Fovea 只使用处理器。改装 CUDA 版训练更快，项目不受影响。</translation>
    </message>
    <message>
        <source>The NVIDIA card can&apos;t be used: its driver is missing or too old. Update it.</source>
        <translation>NVIDIA 显卡无法使用：驱动程序缺失或过旧，请更新。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs; a smaller batch size, hidden size or number of tokens needs less, too.</source>
        <translation>内存不足。请关闭其他程序；减小批大小、隐藏层大小或词元数也可减少占用。</translation>
    </message>
    <message>
        <source>The disk is full; make room and resume the run.</source>
        <translation>磁盘已满；请腾出空间后继续训练。</translation>
    </message>
    <message>
        <source>Not enough memory for {n} texts at once; goes on with {smaller}.</source>
        <translation>内存不足以同时处理 {n} 篇文本，改为 {smaller} 篇继续。</translation>
    </message>
    <message>
        <source>Training broke down in epoch {epoch}: the loss is no longer a number. A smaller learning rate should help.</source>
        <translation>训练在第 {epoch} 轮失败：损失不再是有效数值。减小学习率应有帮助。</translation>
    </message>
    <message>
        <source>Training broke down in epoch {epoch}: the loss is no longer a number. The model of epoch {kept} is kept; a smaller learning rate should help.</source>
        <translation>训练在第 {epoch} 轮失败：损失不再是有效数值。已保留第 {kept} 轮的模型；减小学习率应有帮助。</translation>
    </message>
    <message>
        <source>A file cannot be read or written: {reason}.</source>
        <translation>文件无法读写：{reason}。</translation>
    </message>
    <message>
        <source>Something went wrong in the program ({kind}); the details can be copied.</source>
        <translation>程序出错（{kind}），可以复制详情。</translation>
    </message>
    <message>
        <source>The run&apos;s tokenizer file is damaged.</source>
        <translation>训练记录的分词器文件已损坏。</translation>
    </message>
    <message>
        <source>There is too little text to learn words from.</source>
        <translation>文本太少，无法学习词汇。</translation>
    </message>
    <message>
        <source>{name}: vectors of {found:,} of the {words:,} word pieces; {duplicates:,} words stood there twice, {broken:,} lines were broken (the first: {lines}).</source>
        <translation>{name}：{words:,} 个词片中有 {found:,} 个找到向量；{duplicates:,} 个词重复出现，{broken:,} 行损坏（最前面的：{lines}）。</translation>
    </message>
    <message>
        <source>{name} is damaged or was cut off; {lines:,} words could be read.</source>
        <translation>{name} 已损坏或不完整；读出了 {lines:,} 个词。</translation>
    </message>
    <message>
        <source>{name} has no vector for any word of the project.</source>
        <translation>{name} 中没有项目里任何词的词向量。</translation>
    </message>
    <message>
        <source>No document to train on has a label yet; label some first.</source>
        <translation>可训练的文档都还没有标签，请先标注一些。</translation>
    </message>
    <message>
        <source>All documents to train on have the same label ({label}); label some of another kind.</source>
        <translation>可训练的文档都是同一标签（{label}），请再标注一些其他标签的文档。</translation>
    </message>
    <message>
        <source>There is no such label any more.</source>
        <translation>该标签已不存在。</translation>
    </message>
    <message>
        <source>In this project a document has exactly one label.</source>
        <translation>此项目中每篇文档只有一个标签。</translation>
    </message>
    <message>
        <source>There is no such document any more.</source>
        <translation>该文档已不存在。</translation>
    </message>
    <message>
        <source>There is no label to confirm; give one.</source>
        <translation>没有可以确认的标签，请给出一个。</translation>
    </message>
    <message>
        <source>The marked words lie outside the text.</source>
        <translation>标出的词超出了文本范围。</translation>
    </message>
    <message>
        <source>The history does not fit the project. Run “check” on the project.</source>
        <translation>历史与项目不符。请对项目运行“check”。</translation>
    </message>
    <message>
        <source>{path} is there already.</source>
        <translation>{path} 已存在。</translation>
    </message>
    <message>
        <source>The project could not be made in {path}: {reason}.</source>
        <translation>无法在 {path} 新建项目：{reason}。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read: {reason}.</source>
        <translation>{path} 无法读取：{reason}。</translation>
    </message>
    <message>
        <source>{path} is not a Fovea project.</source>
        <translation>{path} 不是 Fovea 项目。</translation>
    </message>
    <message>
        <source>{path} was made by a newer Fovea. Update Fovea to open it; nothing was changed.</source>
        <translation>{path} 由更新版本的 Fovea 创建。请升级 Fovea 后再打开；未作任何改动。</translation>
    </message>
    <message>
        <source>The hold-out&apos;s share is a number from 0 to 1.</source>
        <translation>留出集的比例应为 0 到 1 之间的数。</translation>
    </message>
    <message>
        <source>There is more than one label.</source>
        <translation>标签不止一个。</translation>
    </message>
    <message>
        <source>A marked span lies outside the text.</source>
        <translation>有依据超出了文本范围。</translation>
    </message>
    <message>
        <source>The text holds half of a character (a lone surrogate).</source>
        <translation>文本含有半个字符（单个代理项）。</translation>
    </message>
    <message>
        <source>{key} is the key of “{name}” already.</source>
        <translation>{key} 已是“{name}”的专用按键。</translation>
    </message>
    <message>
        <source>“{name}” is the label of {n} documents. Merge it into another label instead.</source>
        <translation>有 {n} 篇文档使用标签“{name}”。请改为合并到其他标签。</translation>
    </message>
    <message>
        <source>A label needs a name.</source>
        <translation>请为标签命名。</translation>
    </message>
    <message>
        <source>There is a label “{name}” already.</source>
        <translation>已有标签“{name}”。</translation>
    </message>
    <message>
        <source>The predictions of this run can&apos;t be read.</source>
        <translation>无法读取这条训练记录的预测。</translation>
    </message>
    <message>
        <source>There is no kind of project “{kind}”.</source>
        <translation>没有“{kind}”这种项目类型。</translation>
    </message>
    <message>
        <source>{path} holds things that Fovea never puts there.</source>
        <translation>{path} 中有不属于 Fovea 的内容。</translation>
    </message>
    <message>
        <source>There are no texts to learn from yet.</source>
        <translation>还没有可供学习的文本。</translation>
    </message>
    <message>
        <source>The project has no run “{run}”.</source>
        <translation>项目中没有训练记录“{run}”。</translation>
    </message>
    <message>
        <source>There is nothing to learn from: no picture has captions yet.</source>
        <translation>没有可学习的内容：还没有图片有描述。</translation>
    </message>
    <message>
        <source>Run “{run}” learned words only; it cannot predict.</source>
        <translation>“{run}”只学习了词语，不能用于预测。</translation>
    </message>
    <message>
        <source>Learning from all texts starts anew; it cannot be resumed.</source>
        <translation>从全部文本学习只能重新开始，不能继续。</translation>
    </message>
    <message>
        <source>The files of run “{run}” are not all there.</source>
        <translation>训练记录“{run}”的文件不全。</translation>
    </message>
    <message>
        <source>There is too little to learn from: label some documents with at least two labels.</source>
        <translation>可学的太少：请至少用两个标签标注一些文档。</translation>
    </message>
    <message>
        <source>The number of labelled documents to train on is at least 1.</source>
        <translation>用于训练的已标注文档至少为 1 篇。</translation>
    </message>
    <message>
        <source>{who} has this project open; here it can only be looked at. Nothing was changed.</source>
        <translation>{who} 正打开着这个项目；在这里只能查看。没有做任何修改。</translation>
    </message>
    <message>
        <source>{path} was moved or removed while it was open; this was not saved. Put it back.</source>
        <translation>{path} 在打开期间被移走或删除，这一步没有保存。请把它放回原处。</translation>
    </message>
    <message>
        <source>The project&apos;s database is damaged.</source>
        <translation>项目数据库已损坏。</translation>
    </message>
    <message>
        <source>The project is busy: another program or a long import is writing to it.</source>
        <translation>项目正忙：另一个程序或耗时的导入正在写入。</translation>
    </message>
    <message>
        <source>The disk is full; this was not saved. Free some space and try again.</source>
        <translation>磁盘已满，未能保存。请腾出空间后重试。</translation>
    </message>
    <message>
        <source>The project&apos;s folder can&apos;t be written to; this was not saved.</source>
        <translation>项目文件夹不可写，未能保存。</translation>
    </message>
    <message>
        <source>The project&apos;s database refused: {reason}.</source>
        <translation>项目数据库拒绝了操作：{reason}。</translation>
    </message>
    <message>
        <source>The worker got a line that it does not understand.</source>
        <translation>后台进程收到无法理解的内容。</translation>
    </message>
    <message>
        <source>The model cannot be asked: its worker keeps ending.</source>
        <translation>无法查询模型：后台进程反复退出。</translation>
    </message>
    <message>
        <source>The model gave no answer. {outcome}</source>
        <translation>模型没有给出回答。{outcome}</translation>
    </message>
    <message>
        <source>Waited {seconds:g} s in vain for: {what}.</source>
        <translation>等待 {seconds:g} 秒仍未出现：{what}。</translation>
    </message>
    <message>
        <source>The picture {path} could not be written.</source>
        <translation>无法写入图片 {path}。</translation>
    </message>
    <message>
        <source>icons do not load: {names}</source>
        <translation>图标无法加载：{names}</translation>
    </message>
    <message>
        <source>images do not load: {names}</source>
        <translation>图像无法读取：{names}</translation>
    </message>
    <message>
        <source>{file} does not load</source>
        <translation>{file} 无法加载</translation>
    </message>
    <message>
        <source>The training was interrupted; it can be resumed on the train page. {outcome}</source>
        <translation>训练中断，可在训练页继续。{outcome}</translation>
    </message>
    <message>
        <source>Learning from all texts was interrupted; it can be started again. {outcome}</source>
        <translation>从全部文本学习被中断，可以重新开始。{outcome}</translation>
    </message>
    <message>
        <source>The comparison was interrupted. {outcome}</source>
        <translation>比较被中断。{outcome}</translation>
    </message>
    <message>
        <source>The check of the explanations was interrupted; it can be started again. {outcome}</source>
        <translation>解释的检验中断了，可以重新开始。{outcome}</translation>
    </message>
    <message>
        <source>Explaining the documents was interrupted; it can be started again. {outcome}</source>
        <translation>文档的解释中断了，可以重新开始。{outcome}</translation>
    </message>
    <message>
        <source>The self-test was interrupted; it can be started again. {outcome}</source>
        <translation>自测中断了，可以重新开始。{outcome}</translation>
    </message>
    <message>
        <source>Starting the worker…</source>
        <translation>正在启动后台进程…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Reading the documents</source>
        <translation>正在读取文档</translation>
    </message>
    <message>
        <source>Learning the words</source>
        <translation>正在学习词汇</translation>
    </message>
    <message>
        <source>Reading the words</source>
        <translation>正在读取词语</translation>
    </message>
    <message>
        <source>Counting groups of words</source>
        <translation>正在统计词组</translation>
    </message>
    <message>
        <source>Finding topics</source>
        <translation>正在寻找主题</translation>
    </message>
    <message>
        <source>Learning which texts are alike</source>
        <translation>正在学习哪些文本相似</translation>
    </message>
    <message>
        <source>Placing the texts by their meaning</source>
        <translation>正在按含义安放文本</translation>
    </message>
    <message>
        <source>Reading the word vectors</source>
        <translation>正在读取词向量</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>正在看图片</translation>
    </message>
    <message>
        <source>Learning from captions without pictures</source>
        <translation>正在学习无图说明</translation>
    </message>
    <message>
        <source>Finding what pictures say for words</source>
        <translation>正在找出图片支持哪些词</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>Predicting</source>
        <translation>正在预测</translation>
    </message>
    <message>
        <source>Collecting keywords</source>
        <translation>正在收集关键词</translation>
    </message>
    <message>
        <source>Explaining</source>
        <translation>正在解释</translation>
    </message>
    <message>
        <source>Checking the explanations</source>
        <translation>正在检验解释</translation>
    </message>
    <message>
        <source>Rating further documents</source>
        <translation>正在给更多文档评级</translation>
    </message>
    <message>
        <source>Trying random weights</source>
        <translation>正在试用随机权重</translation>
    </message>
    <message>
        <source>Looking where the methods point</source>
        <translation>正在看各种方法指向哪里</translation>
    </message>
    <message>
        <source>Comparing the explanations</source>
        <translation>正在比较解释</translation>
    </message>
    <message>
        <source>Seeking the smallest change</source>
        <translation>正在寻找最小的改动</translation>
    </message>
    <message>
        <source>Choosing what comes next</source>
        <translation>挑选接下来的文档</translation>
    </message>
    <message>
        <source>Measuring what choosing brings</source>
        <translation>测量挑选的效果</translation>
    </message>
    <message>
        <source>The run&apos;s files are not all there.</source>
        <translation>该训练的文件不完整。</translation>
    </message>
    <message>
        <source>This model does not offer the method {method}; it offers: {known}.</source>
        <translation>该模型不提供方法 {method}；可用：{known}。</translation>
    </message>
    <message>
        <source>The model&apos;s weights are damaged.</source>
        <translation>模型的权重已损坏。</translation>
    </message>
    <message>
        <source>The model&apos;s list of n-grams is damaged.</source>
        <translation>模型的 n 元组列表已损坏。</translation>
    </message>
    <message>
        <source>The model&apos;s topics are damaged.</source>
        <translation>模型的主题已损坏。</translation>
    </message>
    <message>
        <source>{name} is refused: it is packed suspiciously tightly.</source>
        <translation>拒绝读取 {name}：压缩比可疑。</translation>
    </message>
    <message>
        <source>{name} is packed in a way that is not read here. Unpack it.</source>
        <translation>{name} 的压缩方式不受支持，请先解压。</translation>
    </message>
    <message>
        <source>too few numbers</source>
        <translation>数值不足</translation>
    </message>
    <message>
        <source>the file was to hold {promised:,} words, and holds {found:,}</source>
        <translation>文件声明有 {promised:,} 个词，实际有 {found:,} 个</translation>
    </message>
    <message>
        <source>the vectors were to have {promised:,} numbers, and have {found:,}</source>
        <translation>文件声明向量有 {promised:,} 维，实际为 {found:,} 维</translation>
    </message>
    <message>
        <source>{name} has vectors of {size:,} numbers; at most {limit:,} are read.</source>
        <translation>{name} 的向量有 {size:,} 维；最多支持 {limit:,} 维。</translation>
    </message>
    <message>
        <source>{name} is not a file of word vectors: line {line:,} has no end.</source>
        <translation>{name} 不是词向量文件：第 {line:,} 行没有结尾。</translation>
    </message>
    <message>
        <source>{name} is not a file of word vectors: the word at byte {byte:,} has no end.</source>
        <translation>{name} 不是词向量文件：第 {byte:,} 字节处的词没有结尾。</translation>
    </message>
    <message>
        <source>{name} ends in the middle of the vector at byte {byte:,}; it is damaged or was cut off.</source>
        <translation>{name} 在第 {byte:,} 字节处的向量中间结束；文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>不是 UTF-8</translation>
    </message>
    <message>
        <source>{name} is not a file of word vectors (word2vec, GloVe or fastText .vec).</source>
        <translation>{name} 不是词向量文件（word2vec、GloVe 或 fastText .vec）。</translation>
    </message>
    <message>
        <source>Argilla</source>
        <translation>Argilla</translation>
    </message>
    <message>
        <source>Records with the responses of each person. Where a server has people&apos;s ids stand their names: replace them before you log the records.</source>
        <translation>带有每个人回答的记录。服务器上应为用户 ID 的位置写的是姓名：上传前请替换成 ID。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>All labels of a document but its first</source>
        <translation>每篇文档第一个以外的标签</translation>
    </message>
    <message>
        <source>Answers that no label applies</source>
        <translation>“没有适用标签”的答案</translation>
    </message>
    <message>
        <source>All answers to a document but the one that counts</source>
        <translation>最终答案以外的其他答案</translation>
    </message>
    <message>
        <source>All answers to documents on which people disagree</source>
        <translation>有分歧的文档的全部答案</translation>
    </message>
    <message>
        <source>Second answers and judgements</source>
        <translation>复标与裁定</translation>
    </message>
    <message>
        <source>Who labelled</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>When it was labelled</source>
        <translation>标注时间</translation>
    </message>
    <message>
        <source>Fractions of a second of that time</source>
        <translation>标注时间精确到秒以下的部分</translation>
    </message>
    <message>
        <source>How long an answer took</source>
        <translation>标注用时</translation>
    </message>
    <message>
        <source>Whether the model&apos;s opinion was seen first</source>
        <translation>标注前是否看过模型的意见</translation>
    </message>
    <message>
        <source>That a document was skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Notes on answers</source>
        <translation>标注备注</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>What is hold-out, and what is for training</source>
        <translation>留出集与训练集的划分</translation>
    </message>
    <message>
        <source>Marked words</source>
        <translation>标出的词语</translation>
    </message>
    <message>
        <source>Who marked which words</source>
        <translation>词语由谁标出</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Changed texts</source>
        <translation>改写的文本</translation>
    </message>
    <message>
        <source>Reviews of explanations</source>
        <translation>对解释的审阅</translation>
    </message>
    <message>
        <source>Blanks and line breaks of the text: they will differ</source>
        <translation>文本的空格和换行（会有改变）</translation>
    </message>
    <message>
        <source>The end of what is longer than 32,767 characters</source>
        <translation>超过 32,767 个字符的部分</translation>
    </message>
    <message>
        <source>Blanks in the names of labels: they become _</source>
        <translation>标签名里的空格（会变成 _）</translation>
    </message>
    <message>
        <source>Label definitions, colours, the history and trained models stay in the project.</source>
        <translation>标签定义、颜色、历史记录和训练好的模型会留在项目中。</translation>
    </message>
    <message>
        <source>CoNLL</source>
        <translation>CoNLL</translation>
    </message>
    <message>
        <source>To train taggers: a word a line, in Chinese a character; the marked words have the document&apos;s label.</source>
        <translation>用于训练序列标注模型：每行一个词（中文为一个字），标出的词语带有文档的标签。</translation>
    </message>
    <message>
        <source>doccano, classification</source>
        <translation>doccano，文本分类</translation>
    </message>
    <message>
        <source>To import into a project for text classification.</source>
        <translation>可导入文本分类项目。</translation>
    </message>
    <message>
        <source>doccano, classification by person</source>
        <translation>doccano，文本分类（按人分文件）</translation>
    </message>
    <message>
        <source>As doccano exports several people&apos;s work: an archive with a file for each.</source>
        <translation>与 doccano 多人标注的导出相同：压缩包里每人一个文件。</translation>
    </message>
    <message>
        <source>doccano, sequence labelling</source>
        <translation>doccano，序列标注</translation>
    </message>
    <message>
        <source>To import into a project for sequence labelling: the marked words, with the document&apos;s label.</source>
        <translation>可导入序列标注项目：标出的词语，带有文档的标签。</translation>
    </message>
    <message>
        <source>doccano, intents and slots</source>
        <translation>doccano，意图与槽位</translation>
    </message>
    <message>
        <source>To import into a project for intent detection and slot filling: labels and marked words.</source>
        <translation>可导入意图识别与槽位填充项目：标签和标出的词语都有。</translation>
    </message>
    <message>
        <source>Text files, a file a document</source>
        <translation>文本文件，每个文件一篇文档</translation>
    </message>
    <message>
        <source>Excel</source>
        <translation>Excel</translation>
    </message>
    <message>
        <source>A workbook with one sheet: a row for each answer.</source>
        <translation>一张工作表：每个答案一行。</translation>
    </message>
    <message>
        <source>fastText</source>
        <translation>fastText</translation>
    </message>
    <message>
        <source>To train fastText: a line for each document, its labels first.</source>
        <translation>用于训练 fastText：每篇文档一行，标签在前。</translation>
    </message>
    <message>
        <source>Hugging Face dataset</source>
        <translation>Hugging Face 数据集</translation>
    </message>
    <message>
        <source>For load_dataset: an archive to be unpacked; the hold-out is its test split.</source>
        <translation>供 load_dataset 读取：解压后使用，留出集即 test 部分。</translation>
    </message>
    <message>
        <source>It does not say which picture it is about.</source>
        <translation>没有说明是哪张图片。</translation>
    </message>
    <message>
        <source>A region is not of the form box, name, caption, span.</source>
        <translation>某个区域不符合 box、name、caption、span 的格式。</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>For scripts: one JSON object for each answer.</source>
        <translation>供脚本使用：每个答案一个 JSON 对象。</translation>
    </message>
    <message>
        <source>Label Studio, JSON</source>
        <translation>Label Studio，JSON</translation>
    </message>
    <message>
        <source>Tasks with annotations, to be imported. The labelling setup needs a Text named “text”, Choices named “label” and Labels named “rationale”. An import can&apos;t create people; their names stay beside.</source>
        <translation>带标注的任务，可供导入。标注界面需要有名为“text”的 Text、名为“label”的 Choices 和名为“rationale”的 Labels。导入时无法新建用户，姓名只附在一旁。</translation>
    </message>
    <message>
        <source>Label Studio, JSON-MIN</source>
        <translation>Label Studio，JSON-MIN</translation>
    </message>
    <message>
        <source>As Label Studio exports JSON-MIN: a short record for each answer.</source>
        <translation>与 Label Studio 导出的 JSON-MIN 相同：每个答案一条简短记录。</translation>
    </message>
    <message>
        <source>Label Studio, CSV</source>
        <translation>Label Studio，CSV</translation>
    </message>
    <message>
        <source>As Label Studio exports CSV: a row for each answer.</source>
        <translation>与 Label Studio 导出的 CSV 相同：每个答案一行。</translation>
    </message>
    <message>
        <source>Parquet needs the package pyarrow, which does not come with the program. Where Fovea runs from Python, install it with “pip install pyarrow”; else use CSV or JSON lines.</source>
        <translation>Parquet 需要 pyarrow，程序没有自带。如果 Fovea 是用 Python 运行的，请用“pip install pyarrow”安装；否则请使用 CSV 或 JSON Lines。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read as Parquet: {reason}</source>
        <translation>{file} 无法作为 Parquet 读取：{reason}</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>For data frames: a row for each answer, every column typed.</source>
        <translation>供数据框读取：每个答案一行，各列都有类型。</translation>
    </message>
    <message>
        <source>Prodigy, choice</source>
        <translation>Prodigy，选择</translation>
    </message>
    <message>
        <source>For db-in: a task for each answer, with all labels to choose from.</source>
        <translation>供 db-in 导入：每个答案一个任务，列出全部可选标签。</translation>
    </message>
    <message>
        <source>Prodigy, binary</source>
        <translation>Prodigy，是非</translation>
    </message>
    <message>
        <source>For db-in: one label in a task, accepted or rejected.</source>
        <translation>供 db-in 导入：每个任务一个标签，接受或拒绝。</translation>
    </message>
    <message>
        <source>Prodigy, spans</source>
        <translation>Prodigy，片段</translation>
    </message>
    <message>
        <source>For db-in: the marked words, each with the document&apos;s label.</source>
        <translation>供 db-in 导入：标出的词语，各带文档的标签。</translation>
    </message>
    <message>
        <source>Table or lines of text</source>
        <translation>表格或逐行文本</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>For spreadsheets and scripts: a row for each answer.</source>
        <translation>供表格软件和脚本使用：每个答案一行。</translation>
    </message>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>As CSV, with tabs between the cells.</source>
        <translation>与 CSV 相同，单元格之间用制表符隔开。</translation>
    </message>
    <message>
        <source>Text, a line a document</source>
        <translation>文本，每行一篇文档</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}. What was there is unchanged.</source>
        <translation>无法写入 {file}：{reason}。原有文件未受影响。</translation>
    </message>
    <message>
        <source>A filter needs a name.</source>
        <translation>请为筛选条件取一个名称。</translation>
    </message>
    <message>
        <source>/{expression}/ is no regular expression: {reason}.</source>
        <translation>/{expression}/ 不是有效的正则表达式：{reason}。</translation>
    </message>
    <message>
        <source>This regular expression takes too long. Make it simpler.</source>
        <translation>这个正则表达式耗时过长，请简化后再试。</translation>
    </message>
    <message>
        <source>An import or a change of many documents is going on. Try again when it is done.</source>
        <translation>正在导入或批量修改文档，请在完成后再试。</translation>
    </message>
    <message>
        <source>No two of them answered the same document.</source>
        <translation>没有任何文档由其中两人都标注过。</translation>
    </message>
    <message>
        <source>Fleiss&apos; κ needs documents that every one of them answered; there are none. Krippendorff&apos;s α does not.</source>
        <translation>Fleiss κ 需要每个人都标注过的文档，而这里没有。Krippendorff α 没有这一要求。</translation>
    </message>
    <message>
        <source>It takes two annotators to agree or not.</source>
        <translation>至少要有两名标注者，才谈得上一致与否。</translation>
    </message>
    <message>
        <source>All answers are the same. Chance would agree just as well, so the figure is 0 ÷ 0: it can&apos;t tell agreement from habit. Look at documents that deserve another label.</source>
        <translation>所有回答都相同。纯靠偶然也会同样一致，该指标成了 0 ÷ 0，无法区分真正的一致与习惯性作答。请找一些应属其他标签的文档来检验。</translation>
    </message>
    <message>
        <source>{n} documents are too few for an interval; it takes {least}.</source>
        <translation>{n} 条文档太少，无法给出区间；至少需要 {least} 条。</translation>
    </message>
    <message>
        <source>Nobody disagreed on these {n} documents, so resampling them can&apos;t give an interval. On others they may still differ in up to {share} %.</source>
        <translation>这 {n} 条文档上无人有分歧，重抽样给不出区间。换成其他文档，仍可能有至多 {share} % 出现分歧。</translation>
    </message>
    <message>
        <source>No interval: the answers are so much alike that many samples of them leave it undefined.</source>
        <translation>没有区间：回答过于相同，许多重抽样样本上该指标无定义。</translation>
    </message>
    <message>
        <source>{share} % of the answers are the same, so chance alone would agree on {by_chance} % of the documents. That is why the figure is low although they mostly agree.</source>
        <translation>{share} % 的回答相同，纯靠偶然就会在 {by_chance} % 的文档上一致。所以大家虽然大体一致，指标却偏低。</translation>
    </message>
    <message>
        <source>{file} was made by a newer Fovea. Update Fovea to read it.</source>
        <translation>{file} 由更新版本的 Fovea 生成，请升级 Fovea 后再读取。</translation>
    </message>
    <message>
        <source>{file} holds no label set. Choose a file that was exported from the label set&apos;s window.</source>
        <translation>{file} 中没有标签集。请选择从标签集窗口导出的文件。</translation>
    </message>
    <message>
        <source>The same text is labelled {labels} elsewhere</source>
        <translation>同样的文本在别处标为：{labels}</translation>
    </message>
    <message>
        <source>Nearly the same text is labelled {labels} elsewhere</source>
        <translation>几乎相同的文本在别处标为：{labels}</translation>
    </message>
    <message>
        <source>“{label}” means something else since {date}</source>
        <translation>“{label}”的定义已在 {date} 改变</translation>
    </message>
    <message>
        <source>{annotator} said {first}, and {again} in the second pass</source>
        <translation>{annotator} 先答 {first}，复标时答 {again}</translation>
    </message>
    <message>
        <source>{annotator} answered in {seconds} s; the last {n} answers took {median} s (median)</source>
        <translation>{annotator} 用时 {seconds} 秒；最近 {n} 个答案的中位用时为 {median} 秒</translation>
    </message>
    <message>
        <source>The queue&apos;s documents can&apos;t be read.</source>
        <translation>无法读取队列中的文档。</translation>
    </message>
    <message>
        <source>Both projects must be of the same kind.</source>
        <translation>两个项目必须是同一类型。</translation>
    </message>
    <message>
        <source>Nobody here is called “{name}”.</source>
        <translation>这里没有人叫“{name}”。</translation>
    </message>
    <message>
        <source>A person needs a name.</source>
        <translation>请填写姓名。</translation>
    </message>
    <message>
        <source>Somebody is called “{name}” already.</source>
        <translation>已经有人叫“{name}”。</translation>
    </message>
    <message>
        <source>{given} ({p}) is given, {said} ({q}) is likelier, say models that never saw this answer</source>
        <translation>标为{given}（{p}），更像{said}（{q}）：没有见过这个答案的模型这样认为</translation>
    </message>
    <message>
        <source>{given} may be too much: models that never saw this answer find it {p} likely</source>
        <translation>{given} 可能是多余的：没有见过这个答案的模型认为其可能性只有 {p}</translation>
    </message>
    <message>
        <source>{said} may be missing: models that never saw this answer find it {q} likely</source>
        <translation>可能漏标了 {said}：没有见过这个答案的模型认为其可能性有 {q}</translation>
    </message>
    <message>
        <source>There were no documents to check the highlights on.</source>
        <translation>没有可用来检验高亮的文档。</translation>
    </message>
    <message>
        <source>Removing the {words} most highlighted words changes the answer in {share} % of documents, removing {words} random ones in {random} %.</source>
        <translation>去掉高亮最强的 {words} 个词，{share} % 的文档会改变答案；随机去掉 {words} 个词，只有 {random} %。</translation>
    </message>
    <message>
        <source>There is no backup “{name}” that can be read.</source>
        <translation>没有可读取的备份“{name}”。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} holds no Fovea project.</source>
        <translation>{path} 中没有 Fovea 项目。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be unpacked: {reason}.</source>
        <translation>无法解开 {path}：{reason}。</translation>
    </message>
    <message>
        <source>There is no room to unpack this: it takes {mb} MB.</source>
        <translation>空间不足，无法解开：需要 {mb} MB。</translation>
    </message>
    <message>
        <source>Something else was decided since then. The history can go back to before it.</source>
        <translation>此后又有了别的操作。可以在历史记录中回到它之前。</translation>
    </message>
    <message>
        <source>“{part}” is no link such as 0-1 or 2?3.</source>
        <translation>“{part}”不是 0-1 或 2?3 这样的对应关系。</translation>
    </message>
    <message>
        <source>Mutual: each is the other&apos;s most looked at</source>
        <translation>互为最强：彼此都最关注对方</translation>
    </message>
    <message>
        <source>Most looked at</source>
        <translation>关注最多的词</translation>
    </message>
    <message>
        <source>At least a share</source>
        <translation>达到一定比例</translation>
    </message>
    <message>
        <source>Both directions (grow-diag-final)</source>
        <translation>双向合并（grow-diag-final）</translation>
    </message>
    <message>
        <source>Shifted: when the word is told to the decoder</source>
        <translation>错后一步：该词送入解码器时</translation>
    </message>
    <message>
        <source>As it was when the word was said</source>
        <translation>译出该词时的原样</translation>
    </message>
    <message>
        <source>There is no way {name} to link words; there is: {known}.</source>
        <translation>没有名为 {name} 的对齐方法；可选：{known}。</translation>
    </message>
    <message>
        <source>Numbers that the model keeps of what it has read.</source>
        <translation>模型用多少个数字来记住读过的内容。</translation>
    </message>
    <message>
        <source>Translate the other way round</source>
        <translation>反方向翻译</translation>
    </message>
    <message>
        <source>From the translations to the sources: with a model of each direction their links can be joined.</source>
        <translation>从译文到原文：两个方向各有一个模型时，可以合并它们的对应关系。</translation>
    </message>
    <message>
        <source>Cut sources into</source>
        <translation>原文切分为</translation>
    </message>
    <message>
        <source>auto: words where there are few pairs, from 5,000 on pieces of words that are learned from them.</source>
        <translation>auto：句对少时按词切分，5,000 对以上用从中学到的词片。</translation>
    </message>
    <message>
        <source>Cut translations into</source>
        <translation>译文切分为</translation>
    </message>
    <message>
        <source>auto: characters where the writing has no blanks, as Chinese, else learned pieces.</source>
        <translation>auto：中文等不用空格的文字按字切分，其余用学到的词片。</translation>
    </message>
    <message>
        <source>One set of pieces for both languages</source>
        <translation>两种语言共用一套词片</translation>
    </message>
    <message>
        <source>For related languages: names and foreign words are then the same pieces on both sides.</source>
        <translation>适合相近的语言：人名和外来词在两边是同样的词片。</translation>
    </message>
    <message>
        <source>Source vocabulary</source>
        <translation>原文词表</translation>
    </message>
    <message>
        <source>How many different pieces of the source language the model knows.</source>
        <translation>模型认识多少种原文词片。</translation>
    </message>
    <message>
        <source>Target vocabulary</source>
        <translation>译文词表</translation>
    </message>
    <message>
        <source>How many different pieces of the target language the model can say.</source>
        <translation>模型能说出多少种译文词片。</translation>
    </message>
    <message>
        <source>Tie the embeddings</source>
        <translation>共享词向量</translation>
    </message>
    <message>
        <source>What a piece means is also how it is chosen: fewer numbers, better with little data.</source>
        <translation>词片的含义也用来选出它：参数更少，数据少时更好。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Keeps the model from being too sure of one translation.</source>
        <translation>避免模型对某一种译法过于自信。</translation>
    </message>
    <message>
        <source>The share of pieces hidden from the model in training.</source>
        <translation>训练时对模型隐藏的词片比例。</translation>
    </message>
    <message>
        <source>Sources are cut into pieces differently in each epoch, which makes more of little data.</source>
        <translation>每一轮都用不同方式切分原文，让少量数据发挥更大作用。</translation>
    </message>
    <message>
        <source>Longest sentence</source>
        <translation>最长的句子</translation>
    </message>
    <message>
        <source>Pairs with more pieces than this on a side are not learned from; they are counted.</source>
        <translation>任一侧词片数超过此值的句对不参与训练，但会计数。</translation>
    </message>
    <message>
        <source>Beam</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>How many translations are followed at once when the result is measured.</source>
        <translation>评测结果时同时跟踪多少个候选译文。</translation>
    </message>
    <message>
        <source>Steps of an epoch at least</source>
        <translation>每轮最少步数</translation>
    </message>
    <message>
        <source>Few pairs are read several times in an epoch.</source>
        <translation>句对较少时，一轮中会读多遍。</translation>
    </message>
    <message>
        <source>Weight of linked words</source>
        <translation>对应词的权重</translation>
    </message>
    <message>
        <source>How strongly attention is drawn to the words that people linked. 0: not at all.</source>
        <translation>注意力被引向人工标出的对应词的强度。0：不使用。</translation>
    </message>
    <message>
        <source>How many layers read and write, one above the other.</source>
        <translation>读和写各有多少层叠在一起。</translation>
    </message>
    <message>
        <source>Translation with attention</source>
        <translation>带注意力的翻译</translation>
    </message>
    <message>
        <source>Looks at the source before each word that it says, and shows where (Bahdanau et al. 2015).</source>
        <translation>每说一个词之前先看原文，并显示看在哪里（Bahdanau 等，2015）。</translation>
    </message>
    <message>
        <source>Translation without attention</source>
        <translation>不带注意力的翻译</translation>
    </message>
    <message>
        <source>Keeps one impression of the whole source; shows what attention brings (Sutskever et al. 2014).</source>
        <translation>只保留对整句原文的一个印象；可以看出注意力带来了什么（Sutskever 等，2014）。</translation>
    </message>
    <message>
        <source>Translation transformer</source>
        <translation>翻译 Transformer</translation>
    </message>
    <message>
        <source>Nothing but attention; the modern reference. Needs some ten thousand pairs (Vaswani et al. 2017).</source>
        <translation>完全由注意力构成，是当今的参照。需要一万对左右的句子（Vaswani 等，2017）。</translation>
    </message>
    <message>
        <source>This model has no attention; it cannot say which words belong.</source>
        <translation>这个模型没有注意力，无法说出哪些词相互对应。</translation>
    </message>
    <message>
        <source>grow-diag-final needs a run of the other direction too.</source>
        <translation>grow-diag-final 还需要一个反方向的训练。</translation>
    </message>
    <message>
        <source>The links of a pair are damaged.</source>
        <translation>某个句对的对应关系已损坏。</translation>
    </message>
    <message>
        <source>There are {n} pairs to learn from; import at least {least}.</source>
        <translation>可供学习的句对只有 {n} 对；请至少导入 {least} 对。</translation>
    </message>
    <message>
        <source>{n} pairs with more than {most} pieces on a side are not learned from.</source>
        <translation>有 {n} 个句对的某一侧超过 {most} 个词片，不参与训练。</translation>
    </message>
    <message>
        <source>One side of the pair is empty.</source>
        <translation>句对的一侧是空的。</translation>
    </message>
    <message>
        <source>A side of the pair is longer than 2,000 characters.</source>
        <translation>句对的一侧超过 2,000 个字符。</translation>
    </message>
    <message>
        <source>A link is to a word that the pair does not have.</source>
        <translation>对应关系指向了句对中没有的词。</translation>
    </message>
    <message>
        <source>The links are not of the form 0-1 2?3.</source>
        <translation>对齐链接的格式不是 0-1 2?3。</translation>
    </message>
    <message>
        <source>The other file has no such line.</source>
        <translation>另一个文件没有这一行。</translation>
    </message>
    <message>
        <source>{file} has one column only; pairs need two.</source>
        <translation>{file} 只有一列；句对需要两列。</translation>
    </message>
    <message>
        <source>{file} holds no unit in two languages.</source>
        <translation>{file} 中没有同时包含两种语言的条目。</translation>
    </message>
    <message>
        <source>{name}, line {line}: this is not well-formed XML.</source>
        <translation>{name} 第 {line} 行：XML 格式不正确。</translation>
    </message>
    <message>
        <source>{name} is refused: it defines entities or is nested too deeply, which no TMX needs.</source>
        <translation>已拒绝 {name}：它定义了实体或嵌套过深，TMX 不需要这些。</translation>
    </message>
    <message>
        <source>{method} joins the links of both directions: train a run with {setting}, too.</source>
        <translation>{method} 合并两个方向的连线：请再用 {setting} 训练一次。</translation>
    </message>
    <message>
        <source>{file} holds no pairs to measure with.</source>
        <translation>{file} 中没有可用来评测的句对。</translation>
    </message>
    <message>
        <source>Pairs are written as {known}, not “{format}”.</source>
        <translation>句对可以写成 {known}，不能写成“{format}”。</translation>
    </message>
    <message>
        <source>{file} has {n} lines, but there are {pairs} pairs.</source>
        <translation>{file} 有 {n} 行，但句对有 {pairs} 对。</translation>
    </message>
    <message>
        <source>{file}, line {line}: these are no links of the words of its pair.</source>
        <translation>{file} 第 {line} 行：这不是该句对词语的对应关系。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read as a picture: {reason}</source>
        <translation>无法将 {file} 作为图片读取：{reason}</translation>
    </message>
    <message>
        <source>{file} is no picture of a kind that is read here (JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF).</source>
        <translation>{file} 不是这里能读取的图片（JPEG、PNG、WebP、GIF、BMP、TIFF、AVIF）。</translation>
    </message>
    <message>
        <source>{file} is too large: {width} × {height} pixels. At most {limit} million are read; make it smaller.</source>
        <translation>{file} 太大：{width} × {height} 像素。最多读取 {limit} 百万像素，请先缩小。</translation>
    </message>
    <message>
        <source>{file} is too large: {mb} MB. At most {limit} MB are read.</source>
        <translation>{file} 太大：{mb} MB。最多读取 {limit} MB。</translation>
    </message>
    <message>
        <source>{file} is refused: it is packed so that unpacking it would take far too long.</source>
        <translation>已拒绝 {file}：它的压缩方式会使解码耗时过长。</translation>
    </message>
    <message>
        <source>A picture has at most {limit} captions.</source>
        <translation>一张图片最多有 {limit} 条描述。</translation>
    </message>
    <message>
        <source>A caption is longer than {limit:,} characters.</source>
        <translation>有描述超过 {limit:,} 个字符。</translation>
    </message>
    <message>
        <source>A region lies outside the picture, or has no size.</source>
        <translation>有区域在图片之外，或没有大小。</translation>
    </message>
    <message>
        <source>A region is tied to words that its caption does not have.</source>
        <translation>有区域对应的词不在它的描述里。</translation>
    </message>
    <message>
        <source>{file} holds more than {limit:,} pictures.</source>
        <translation>{file} 中的图片超过 {limit:,} 张。</translation>
    </message>
    <message>
        <source>It is no picture.</source>
        <translation>这不是图片。</translation>
    </message>
    <message>
        <source>{name} is not among the pictures.</source>
        <translation>图片中找不到 {name}。</translation>
    </message>
    <message>
        <source>{file} could not be copied into the project: {reason}.</source>
        <translation>无法将 {file} 复制到项目中：{reason}。</translation>
    </message>
    <message>
        <source>{file}: which columns name the picture and hold the caption? It has: {columns}.</source>
        <translation>{file}：哪一列是图片名，哪一列是描述？现有的列：{columns}。</translation>
    </message>
    <message>
        <source>Captions table (CSV, TSV)</source>
        <translation>描述表格（CSV、TSV）</translation>
    </message>
    <message>
        <source>{file} is neither pictures nor captions of a kind that is read here.</source>
        <translation>{file} 既不是图片，也不是这里能读取的描述文件。</translation>
    </message>
    <message>
        <source>{file} holds no pictures.</source>
        <translation>{file} 中没有图片。</translation>
    </message>
    <message>
        <source>It is not an image or an annotation of COCO.</source>
        <translation>这不是 COCO 的图片或标注。</translation>
    </message>
    <message>
        <source>Its image is not in the file.</source>
        <translation>文件中没有它对应的图片。</translation>
    </message>
    <message>
        <source>COCO captions</source>
        <translation>COCO 描述</translation>
    </message>
    <message>
        <source>COCO instances (boxes)</source>
        <translation>COCO 实例（方框）</translation>
    </message>
    <message>
        <source>The name of the picture is empty.</source>
        <translation>图片名为空。</translation>
    </message>
    <message>
        <source>The picture has more than {limit:,} captions.</source>
        <translation>这张图片的描述超过 {limit:,} 条。</translation>
    </message>
    <message>
        <source>regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>which words regions belong to</source>
        <translation>区域对应哪些词</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>pictures without captions</source>
        <translation>没有描述的图片</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>that it was skipped</source>
        <translation>是否已跳过</translation>
    </message>
    <message>
        <source>who wrote the captions, and when</source>
        <translation>谁在何时写的描述</translation>
    </message>
    <message>
        <source>the part of the data (hold-out or not)</source>
        <translation>数据所属部分（是否为留出集）</translation>
    </message>
    <message>
        <source>It is not of the form NAME.jpg#0, tab, caption.</source>
        <translation>不符合“NAME.jpg#0、制表符、描述”的格式。</translation>
    </message>
    <message>
        <source>Flickr8k tokens</source>
        <translation>Flickr8k 描述文件</translation>
    </message>
    <message>
        <source>A list of pictures</source>
        <translation>图片列表</translation>
    </message>
    <message>
        <source>{file} holds no pictures with captions to measure with.</source>
        <translation>{file} 中没有可用于评测的带说明图片。</translation>
    </message>
    <message>
        <source>There are no pictures to explain.</source>
        <translation>没有可解释的图片。</translation>
    </message>
    <message>
        <source>{n} pictures are left out; the first: {name}</source>
        <translation>有 {n} 张图片未处理，第一张：{name}</translation>
    </message>
    <message>
        <source>There is no map of this word to check.</source>
        <translation>这个词没有可以检验的热图。</translation>
    </message>
    <message>
        <source>No picture of the hold-out has regions that belong to words; draw some first.</source>
        <translation>保留集里没有图片画有属于词的区域；请先画一些。</translation>
    </message>
    <message>
        <source>About uniform: it does not show where the model looked. The maps are as spread as {percent} % of what is possible.</source>
        <translation>近乎均匀：它没有显示模型看了哪里。图的分散程度达到可能值的 {percent} %。</translation>
    </message>
    <message>
        <source>The same for all words: from word to word only {percent} % of the weight moves. The maps do not show what belongs to a word.</source>
        <translation>每个词都一样：从一个词到下一个词只有 {percent} % 的权重移动。这些图不能说明哪里属于哪个词。</translation>
    </message>
    <message>
        <source>The maps differ from word to word, and are narrower than uniform ones.</source>
        <translation>各个词的图互不相同，也比均匀分布更集中。</translation>
    </message>
    <message>
        <source>The weights in {file} can&apos;t be used: {what}.</source>
        <translation>{file} 中的权重无法使用：{what}。</translation>
    </message>
    <message>
        <source>{n} pictures can&apos;t be read and are left out; the first: {reason}</source>
        <translation>有 {n} 张图片无法读取，已略过；第一张：{reason}</translation>
    </message>
    <message>
        <source>Run “{run}” has written no captions yet.</source>
        <translation>训练“{run}”还没有写出说明。</translation>
    </message>
    <message>
        <source>{n} pictures lie outside of the project and were left out; --pictures takes them along.</source>
        <translation>有 {n} 张图片在项目之外，没有带上；用 --pictures 可以一并带上。</translation>
    </message>
    <message>
        <source>There is not enough memory for the worker. Close other programs.</source>
        <translation>内存不足以运行后台进程，请关闭其他程序。</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>{s} s</source>
        <translation>{s} 秒</translation>
    </message>
    <message>
        <source>{m} min {s:02d} s</source>
        <translation>{m} 分 {s:02d} 秒</translation>
    </message>
    <message>
        <source>{h} h {m:02d} min</source>
        <translation>{h} 小时 {m:02d} 分</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Labelled document {document}: {labels}</source>
        <translation>标注文档 {document}：{labels}</translation>
    </message>
    <message>
        <source>Skipped document {document}</source>
        <translation>跳过文档 {document}</translation>
    </message>
    <message>
        <source>Confirmed the answer to document {document}</source>
        <translation>确认文档 {document} 的答案</translation>
    </message>
    <message>
        <source>Judged document {document}: {labels}</source>
        <translation>裁定文档 {document}：{labels}</translation>
    </message>
    <message>
        <source>Cleared the answer to document {document}</source>
        <translation>清除文档 {document} 的答案</translation>
    </message>
    <message>
        <source>Flagged document {document}</source>
        <translation>标记文档 {document}</translation>
    </message>
    <message>
        <source>Took the flag of document {document} away</source>
        <translation>取消文档 {document} 的标记</translation>
    </message>
    <message>
        <source>Answered document {document} a second time, blind</source>
        <translation>第二遍盲标文档 {document}</translation>
    </message>
    <message>
        <source>Marked words in document {document}</source>
        <translation>在文档 {document} 中标出依据</translation>
    </message>
    <message>
        <source>Took a mark away in document {document}</source>
        <translation>取消文档 {document} 中的一处依据</translation>
    </message>
    <message>
        <source>Labelled {n} documents: {labels}</source>
        <translation>批量标注 {n} 篇文档：{labels}</translation>
    </message>
    <message>
        <source>Skipped {n} documents</source>
        <translation>批量跳过 {n} 篇文档</translation>
    </message>
    <message>
        <source>Cleared the answers to {n} documents</source>
        <translation>清除 {n} 篇文档的答案</translation>
    </message>
    <message>
        <source>Flagged {n} documents</source>
        <translation>标记 {n} 篇文档</translation>
    </message>
    <message>
        <source>Took the flags of {n} documents away</source>
        <translation>取消 {n} 篇文档的标记</translation>
    </message>
    <message>
        <source>Gave {n} duplicates the labels of their twins</source>
        <translation>把标签传给 {n} 篇重复文档</translation>
    </message>
    <message>
        <source>Imported {n} documents {source}</source>
        <translation>导入 {n} 篇文档{source}</translation>
    </message>
    <message>
        <source>Took a colleague&apos;s project in {source}</source>
        <translation>并入了同事的项目 {source}</translation>
    </message>
    <message>
        <source>Added the label “{name}”</source>
        <translation>新增标签“{name}”</translation>
    </message>
    <message>
        <source>Renamed the label “{source}” to “{name}”</source>
        <translation>将标签“{source}”改名为“{name}”</translation>
    </message>
    <message>
        <source>Gave the label “{name}” another colour</source>
        <translation>更改标签“{name}”的颜色</translation>
    </message>
    <message>
        <source>Moved the label “{name}”</source>
        <translation>移动标签“{name}”</translation>
    </message>
    <message>
        <source>Gave the label “{name}” another key</source>
        <translation>更改标签“{name}”的快捷键</translation>
    </message>
    <message>
        <source>Changed the guideline of “{label}”</source>
        <translation>修改“{label}”的标注说明</translation>
    </message>
    <message>
        <source>Made a document an example of “{label}”</source>
        <translation>将一篇文档设为“{label}”的示例</translation>
    </message>
    <message>
        <source>Took an example of a label away</source>
        <translation>移除标签的一个示例</translation>
    </message>
    <message>
        <source>Took a label set over from a file</source>
        <translation>从文件导入标签集</translation>
    </message>
    <message>
        <source>Merged the label “{source}” into “{into}”</source>
        <translation>将标签“{source}”并入“{into}”</translation>
    </message>
    <message>
        <source>Removed the label “{name}”</source>
        <translation>删除标签“{name}”</translation>
    </message>
    <message>
        <source>Saved the filter “{name}”</source>
        <translation>保存筛选“{name}”</translation>
    </message>
    <message>
        <source>Removed the filter “{name}”</source>
        <translation>删除筛选“{name}”</translation>
    </message>
    <message>
        <source>“{source}” is called “{name}” now</source>
        <translation>“{source}”改名为“{name}”</translation>
    </message>
    <message>
        <source>Kept a changed text beside document {document}</source>
        <translation>在文档 {document} 旁保留了改写的文本</translation>
    </message>
    <message>
        <source>Removed a changed text of document {document}</source>
        <translation>删除了文档 {document} 的一条改写文本</translation>
    </message>
    <message>
        <source>Reviewed the explanation of document {document}</source>
        <translation>审阅了文档 {document} 的解释</translation>
    </message>
    <message>
        <source>Reviewed where the model looked in picture {document}</source>
        <translation>复核了模型在图片 {document} 中看的位置</translation>
    </message>
    <message>
        <source>Wrote captions of picture {document}</source>
        <translation>填写了图片 {document} 的描述</translation>
    </message>
    <message>
        <source>Drew regions in picture {document}</source>
        <translation>在图片 {document} 中画了区域</translation>
    </message>
    <message>
        <source>Took {n} captions without pictures in {source}</source>
        <translation>导入了 {n} 条没有图片的描述 {source}</translation>
    </message>
    <message>
        <source>Copied {n} pictures into the project</source>
        <translation>将 {n} 张图片复制到项目中</translation>
    </message>
    <message>
        <source>Found {n} pictures again</source>
        <translation>重新找到了 {n} 张图片</translation>
    </message>
    <message>
        <source>Linked words of pair {document}</source>
        <translation>为句对 {document} 连接了词语</translation>
    </message>
    <message>
        <source>Another run became the active one</source>
        <translation>切换了当前使用的训练</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>undone, then another way was taken</source>
        <translation>已撤销，之后另有操作</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>the project is here</source>
        <translation>项目目前在这里</translation>
    </message>
</context>
<context>
    <name>image</name>
    <message>
        <source>Word before</source>
        <translation>前一个词</translation>
    </message>
    <message>
        <source>Next word</source>
        <translation>后一个词</translation>
    </message>
    <message>
        <source>Walk over the words</source>
        <translation>逐词播放</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Next picture without captions</source>
        <translation>下一张无说明的图片</translation>
    </message>
    <message>
        <source>Write a caption, or see the maps of one</source>
        <translation>撰写说明，或查看其注意力图</translation>
    </message>
    <message>
        <source>Next caption of this picture</source>
        <translation>本图的下一条说明</translation>
    </message>
    <message>
        <source>Accept the maps</source>
        <translation>认可注意力图</translation>
    </message>
    <message>
        <source>Reject the maps</source>
        <translation>否定注意力图</translation>
    </message>
    <message>
        <source>Comment on the maps</source>
        <translation>评论注意力图</translation>
    </message>
    <message>
        <source>Region for the word</source>
        <translation>为该词画区域</translation>
    </message>
    <message>
        <source>Draw regions with the mouse</source>
        <translation>用鼠标框选区域</translation>
    </message>
    <message>
        <source>Select the next region</source>
        <translation>选中下一个区域</translation>
    </message>
    <message>
        <source>Blur the region, and see what becomes of the words</source>
        <translation>模糊区域，看各词如何变化</translation>
    </message>
    <message>
        <source>Check the map of this word</source>
        <translation>检验这个词的热图</translation>
    </message>
    <message>
        <source>Maps of another method</source>
        <translation>换一种方法的图</translation>
    </message>
    <message>
        <source>Mask of brightness or heat</source>
        <translation>明暗遮罩或热力</translation>
    </message>
    <message>
        <source>Smoothed or raw cells</source>
        <translation>平滑或原始格子</translation>
    </message>
    <message>
        <source>Outline half of the look</source>
        <translation>勾出一半注意力</translation>
    </message>
    <message>
        <source>Show or hide the regions</source>
        <translation>显示或隐藏区域</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>显示整张图片</translation>
    </message>
    <message>
        <source>Words and what they look at</source>
        <translation>词与所看之处</translation>
    </message>
    <message>
        <source>Search the captions</source>
        <translation>搜索图片说明</translation>
    </message>
    <message>
        <source>Save this word as PNG…</source>
        <translation>将此词存为 PNG…</translation>
    </message>
    <message>
        <source>Save all words side by side as PNG…</source>
        <translation>将所有词并排存为 PNG…</translation>
    </message>
    <message>
        <source>Save a PNG for each word…</source>
        <translation>每词存一张 PNG…</translation>
    </message>
    <message>
        <source>Save a report of this picture…</source>
        <translation>保存本图报告…</translation>
    </message>
    <message>
        <source>Save the maps as numbers…</source>
        <translation>保存注意力图数值…</translation>
    </message>
</context>
<context>
    <name>label</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Clear the labels</source>
        <translation>清除标签</translation>
    </message>
    <message>
        <source>Confirm and go on</source>
        <translation>确认并继续</translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation>上一篇</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>下一篇</translation>
    </message>
    <message>
        <source>Next unlabelled document</source>
        <translation>下一篇未标注</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>搜索队列</translation>
    </message>
    <message>
        <source>What comes next…</source>
        <translation>接下来标什么…</translation>
    </message>
    <message>
        <source>Guideline of the next label</source>
        <translation>查看下一个标签的说明</translation>
    </message>
    <message>
        <source>Make it an example…</source>
        <translation>设为示例…</translation>
    </message>
    <message>
        <source>Filter the queue…</source>
        <translation>筛选列表…</translation>
    </message>
    <message>
        <source>Save the filter under a name…</source>
        <translation>命名保存筛选…</translation>
    </message>
    <message>
        <source>Decide about all in the list, or the selected…</source>
        <translation>批量处理列表中的或选中的文档…</translation>
    </message>
    <message>
        <source>Pass labels on to duplicates…</source>
        <translation>把标签传给重复文档…</translation>
    </message>
    <message>
        <source>Find similar documents</source>
        <translation>查找相似文档</translation>
    </message>
    <message>
        <source>Edit the label set…</source>
        <translation>编辑标签集…</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>quality</name>
    <message>
        <source>Keep the answer and go on</source>
        <translation>保留答案并继续</translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation>上一篇文档</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>下一篇文档</translation>
    </message>
    <message>
        <source>Previous list</source>
        <translation>上一个列表</translation>
    </message>
    <message>
        <source>Next list</source>
        <translation>下一个列表</translation>
    </message>
    <message>
        <source>Write down why</source>
        <translation>写下理由</translation>
    </message>
    <message>
        <source>Open the document on the label page</source>
        <translation>在标注页打开文档</translation>
    </message>
    <message>
        <source>Show or hide the agreement</source>
        <translation>显示或隐藏一致性</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Keep the answer</source>
        <translation>保留答案</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一篇</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一篇</translation>
    </message>
    <message>
        <source>On the label page</source>
        <translation>到标注页</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>The colours show where the model looked: the weights of the very forward pass that made the prediction. They do not prove why it decided so.</source>
        <translation>颜色表示模型看了哪里：即作出预测的那一次前向计算中的权重。这并不证明它为什么这样判断。</translation>
    </message>
    <message>
        <source>Words in orange speak for the label, words in purple against it, in logits. That is what the model counted, not what is true.</source>
        <translation>橙色的词支持该标签，紫色的词反对它，单位为 logit。这是模型的计算，不等于事实。</translation>
    </message>
    <message>
        <source>Run {run}.</source>
        <translation>训练 {run}。</translation>
    </message>
    <message>
        <source>Run {run}, model {model}.</source>
        <translation>训练 {run}，模型 {model}。</translation>
    </message>
    <message>
        <source>Keywords of {label}</source>
        <translation>“{label}”的关键词</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档数</translation>
    </message>
    <message>
        <source>Weight, in even shares</source>
        <translation>权重（均分的倍数）</translation>
    </message>
    <message>
        <source>What the model looked at</source>
        <translation>模型看了哪里</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>No hold-out documents.</source>
        <translation>没有留出集文档。</translation>
    </message>
    <message>
        <source>Accuracy {accuracy} (95 % interval {low} to {high}), macro-F1 {f1}, on n = {n} documents that were never trained on.</source>
        <translation>在从未用于训练的 n = {n} 篇文档上：准确率 {accuracy}（95% 区间 {low} 至 {high}），宏平均 F1 {f1}。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Its probabilities are off by {ece} on average (expected calibration error).</source>
        <translation>其概率平均偏差 {ece}（期望校准误差）。</translation>
    </message>
    <message>
        <source>{label}: words {words}, base {base}, score {score}.</source>
        <translation>{label}：词语 {words}，基数 {base}，得分 {score}。</translation>
    </message>
    <message>
        <source>Can the highlights be believed?</source>
        <translation>高亮可信吗？</translation>
    </message>
    <message>
        <source>What reviewers say</source>
        <translation>审阅者的意见</translation>
    </message>
    <message>
        <source>Weak slices</source>
        <translation>薄弱切片</translation>
    </message>
    <message>
        <source>{accepted} explanations were accepted, {rejected} rejected.</source>
        <translation>{accepted} 条解释被认可，{rejected} 条被否定。</translation>
    </message>
    <message>
        <source>Two people agree on {agreed} of {n}.</source>
        <translation>两人对 {n} 条中的 {agreed} 条意见一致。</translation>
    </message>
    <message>
        <source>Of {tried} slices, {weak} are wrong clearly more often than all {n} documents.</source>
        <translation>在 {tried} 个切片中，有 {weak} 个的错误率明显高于全部 {n} 篇文档。</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Right (95 %)</source>
        <translation>正确率（95%）</translation>
    </message>
    <message>
        <source>Bright is where the model looked when it said the word: the weights of that very step. One scale for all words: fully bright is {n} times what an even look would give, so a picture that stays dim says nothing.</source>
        <translation>亮处是模型说出该词时所看的地方，即那一步的权重。所有词同一标尺：最亮表示均匀分布的 {n} 倍，因此一直暗的图说明不了什么。</translation>
    </message>
    <message>
        <source>Captions by people</source>
        <translation>人工撰写的说明</translation>
    </message>
    <message>
        <source>Run {run}, {method}.</source>
        <translation>训练 {run}，{method}。</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Confirm the label and go on</source>
        <translation>确认标签并继续</translation>
    </message>
    <message>
        <source>Previous prediction</source>
        <translation>上一条预测</translation>
    </message>
    <message>
        <source>Next prediction</source>
        <translation>下一条预测</translation>
    </message>
    <message>
        <source>Accept the explanation</source>
        <translation>认可解释</translation>
    </message>
    <message>
        <source>Reject the explanation</source>
        <translation>否定解释</translation>
    </message>
    <message>
        <source>Comment on the explanation</source>
        <translation>对解释的评语</translation>
    </message>
    <message>
        <source>Mark the right words</source>
        <translation>标出依据</translation>
    </message>
    <message>
        <source>Show the highlights of another method</source>
        <translation>换一种方法显示高亮</translation>
    </message>
    <message>
        <source>Show another method beside this one</source>
        <translation>在旁边显示另一种方法</translation>
    </message>
    <message>
        <source>Play with a copy of the text</source>
        <translation>修改文本的副本</translation>
    </message>
    <message>
        <source>Search the predictions</source>
        <translation>搜索预测</translation>
    </message>
    <message>
        <source>Show the documents</source>
        <translation>显示文档</translation>
    </message>
    <message>
        <source>Show how far this run can be trusted</source>
        <translation>查看这个模型有多可信</translation>
    </message>
    <message>
        <source>Show the keywords</source>
        <translation>显示关键词</translation>
    </message>
    <message>
        <source>Show the weak slices</source>
        <translation>查看薄弱处</translation>
    </message>
    <message>
        <source>Compare two runs</source>
        <translation>对比两个模型</translation>
    </message>
    <message>
        <source>Open the document on the label page</source>
        <translation>在标注页打开此文档</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Size of the document&apos;s text</source>
        <translation>文档字号</translation>
    </message>
    <message>
        <source>In pixels, on the label and review pages.</source>
        <translation>单位为像素，用于标注页和复核页。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>Kept with each annotation that you make. Empty: your user name on this computer.</source>
        <translation>随你的每条标注保存。留空则使用这台电脑的用户名。</translation>
    </message>
    <message>
        <source>Show what the model thinks</source>
        <translation>显示模型的建议</translation>
    </message>
    <message>
        <source>After your answer is safer: a suggestion that is seen first pulls the answer towards itself.</source>
        <translation>标注后再显示更稳妥：先看到建议容易被它带偏。</translation>
    </message>
    <message>
        <source>After my answer</source>
        <translation>标注之后</translation>
    </message>
    <message>
        <source>Before my answer</source>
        <translation>标注之前</translation>
    </message>
    <message>
        <source>Go to the next document after an answer</source>
        <translation>标注后自动转到下一篇</translation>
    </message>
    <message>
        <source>In projects where a document has a single label.</source>
        <translation>仅用于每篇文档只有一个标签的项目。</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>队列顺序</translation>
    </message>
    <message>
        <source>As imported</source>
        <translation>导入顺序</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Typical and different</source>
        <translation>典型且各不相同</translation>
    </message>
    <message>
        <source>Where the model is unsure</source>
        <translation>模型拿不准的</translation>
    </message>
    <message>
        <source>Where opinions differ</source>
        <translation>意见不一的</translation>
    </message>
    <message>
        <source>Random documents among chosen ones, in percent</source>
        <translation>挑选时混入的随机文档（百分比）</translation>
    </message>
    <message>
        <source>They tell whether choosing is better than chance, and find what no model asks for. 0: none.</source>
        <translation>用来判断挑选是否胜过随机，并发现模型不会问到的内容。0：不混入。</translation>
    </message>
    <message>
        <source>Processor threads for training</source>
        <translation>训练用的处理器线程数</translation>
    </message>
    <message>
        <source>0: half of the processor&apos;s cores, so that the computer stays free for you.</source>
        <translation>0：使用一半的处理器核心，不影响你用电脑。</translation>
    </message>
    <message>
        <source>Compare each run with simpler ones</source>
        <translation>将每次训练与更简单的模型比较</translation>
    </message>
    <message>
        <source>In the background: the same model with uniform attention, and n-gram logistic regression.</source>
        <translation>在后台进行：同一模型改用均匀注意力，以及 n 元组逻辑回归。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>In the project&apos;s folder, while something changes; the oldest go. See File, Backups.</source>
        <translation>保存在项目文件夹里，有改动时才备份，最旧的会被清理。见“文件 › 备份”。</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不备份</translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Learn from all texts</source>
        <translation>从全部文本学习</translation>
    </message>
    <message>
        <source>Compare the run with simpler models</source>
        <translation>将本次训练与更简单的模型比较</translation>
    </message>
</context>
<context>
    <name>translation</name>
    <message>
        <source>Type a sentence</source>
        <translation>输入句子</translation>
    </message>
    <message>
        <source>Search the pairs</source>
        <translation>搜索句对</translation>
    </message>
    <message>
        <source>Show arcs or the matrix</source>
        <translation>切换弧线或矩阵</translation>
    </message>
    <message>
        <source>Next linked pair</source>
        <translation>下一个已标对应的句对</translation>
    </message>
    <message>
        <source>Save the matrix as PNG…</source>
        <translation>将矩阵保存为 PNG…</translation>
    </message>
    <message>
        <source>Save the matrix as SVG…</source>
        <translation>将矩阵保存为 SVG…</translation>
    </message>
    <message>
        <source>Save the weights as CSV…</source>
        <translation>将权重保存为 CSV…</translation>
    </message>
</context>
</TS>
