<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About DLRE GUI</source>
        <translation>关于 DLRE GUI</translation>
    </message>
    <message>
        <source>&amp;Program</source>
        <translation>程序(&amp;P)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>许可证(&amp;L)</translation>
    </message>
</context>
<context>
    <name>AcquisitionList</name>
    <message>
        <source>Acquisitions of the exam</source>
        <translation>本次检查的采集</translation>
    </message>
</context>
<context>
    <name>AcquisitionPanel</name>
    <message>
        <source>&amp;What was read…</source>
        <translation>读到了什么(&amp;W)…</translation>
    </message>
    <message>
        <source>All that was read off the screen, with its pixels and warnings</source>
        <translation>从截图上读到的全部内容，附其像素与警告</translation>
    </message>
    <message>
        <source>Q-Box</source>
        <translation>Q-Box</translation>
    </message>
    <message>
        <source>Values are r&amp;ight</source>
        <translation>数值正确(&amp;I)</translation>
    </message>
    <message>
        <source>You compared the values with the screen, and they are right.</source>
        <translation>您已将数值与截图核对，确认无误。</translation>
    </message>
    <message>
        <source>&amp;Score as shown</source>
        <translation>按原色评分(&amp;S)</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>重试(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Open the screens of an exam</source>
        <translation>打开一次检查的截图</translation>
    </message>
    <message>
        <source>Open a folder of screens</source>
        <translation>打开含截图的文件夹</translation>
    </message>
    <message>
        <source>No exams yet</source>
        <translation>还没有检查</translation>
    </message>
    <message>
        <source>{name} was closed: another file lies where its {file} was. Its results are kept.</source>
        <translation>{name} 已关闭：其 {file} 的位置现在是另一个文件。结果已保留。</translation>
    </message>
    <message>
        <source>The exam book knows {names}: opened again as kept there. What was done meanwhile is not kept.</source>
        <translation>检查簿中已有 {names}：已按其中的记录重新打开，其间所做的操作未保存。</translation>
    </message>
    <message>
        <source>There are no files in {names}. Open another folder.</source>
        <translation>{names} 中没有文件。请打开其他文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n file(s) were not opened.</source>
        <translation>
            <numerusform>已停止：%n 个文件未打开。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not looked through to the end: {names}</source>
        <translation>未查找完：{names}</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Not opened, because they hold no screens: {names}</source>
        <translation>未打开，因为其中没有截图：{names}</translation>
    </message>
    <message>
        <source>Folder of a model package</source>
        <translation>模型包所在文件夹</translation>
    </message>
    <message>
        <source>{error} Until then nothing you do here is kept.</source>
        <translation>{error} 在此之前，您在这里所做的一切都不会保存。</translation>
    </message>
    <message>
        <source>&amp;Set aside</source>
        <translation>移到一旁(&amp;S)</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>重试(&amp;A)</translation>
    </message>
    <message>
        <source>The damaged exam book is now {path}; a new one was begun.</source>
        <translation>损坏的检查簿现为 {path}；已新建一本。</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message numerus="yes">
        <source>%n new screen(s) in {folder} wait: the last one before is of {when}. The same patient?</source>
        <translation>
            <numerusform>{folder} 中有 %n 个新截图在等待：此前最后一个为 {when}。是同一位患者吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next patient (Ctrl+N)</source>
        <translation>下一位患者 (Ctrl+N)(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Same patient</source>
        <translation>同一位患者(&amp;S)</translation>
    </message>
    <message>
        <source>{folder}: a new exam was begun, the screens before are of {when}.</source>
        <translation>{folder}：已开始新的检查，此前的截图为 {when}。</translation>
    </message>
</context>
<context>
    <name>AskStrip</name>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Take its place</source>
        <translation>采用其位置(&amp;T)</translation>
    </message>
    <message>
        <source>Sa&amp;me here</source>
        <translation>此处相同(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Not here</source>
        <translation>此处不用(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Research use only, not for diagnosis.</source>
        <translation>仅供研究使用，不用于诊断。</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>Score a folder</source>
        <translation>为文件夹评分</translation>
    </message>
    <message>
        <source>&amp;Score</source>
        <translation>评分(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Folder with screens</source>
        <translation>含截图的文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Tables go to</source>
        <translation>表格存到(&amp;T)</translation>
    </message>
    <message>
        <source>Files done</source>
        <translation>已完成的文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a folder with screens first.</source>
        <translation>请先选择含截图的文件夹。</translation>
    </message>
    <message>
        <source>{scored} scored, {refused} refused, {failed} failed</source>
        <translation>已评分 {scored}，拒绝 {refused}，失败 {failed}</translation>
    </message>
    <message>
        <source>Done: {scored} screens scored, {refused} refused, {failed} failed.</source>
        <translation>完成：{scored} 张截图已评分，{refused} 张被拒绝，{failed} 张失败。</translation>
    </message>
    <message>
        <source>Stopped: {scored} screens scored, {refused} refused, {failed} failed. Score goes on from there.</source>
        <translation>已停止：{scored} 张截图已评分，{refused} 张被拒绝，{failed} 张失败。再次评分将从此处继续。</translation>
    </message>
    <message>
        <source>&amp;Open tables</source>
        <translation>打开表格(&amp;O)</translation>
    </message>
</context>
<context>
    <name>BookActs</name>
    <message>
        <source>DLRE exam book</source>
        <translation>DLRE 检查簿</translation>
    </message>
    <message>
        <source>Back up the exam book</source>
        <translation>备份检查簿</translation>
    </message>
    <message>
        <source>Exam books (*.sqlite)</source>
        <translation>检查簿 (*.sqlite)</translation>
    </message>
    <message>
        <source>Backing up the exam book…</source>
        <translation>正在备份检查簿…</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) backed up and checked</source>
        <translation>
            <numerusform>已备份并校验 %n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>DLRE exams</source>
        <translation>DLRE 检查</translation>
    </message>
    <message>
        <source>Export exams</source>
        <translation>导出检查</translation>
    </message>
    <message>
        <source>Exams (*.dlre-exams)</source>
        <translation>检查 (*.dlre-exams)</translation>
    </message>
    <message>
        <source>Exporting exams…</source>
        <translation>正在导出检查…</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) exported, without the screens&apos; pixels</source>
        <translation>
            <numerusform>已导出 %n 次检查，不含截图的像素</numerusform>
        </translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import exams</source>
        <translation>导入检查</translation>
    </message>
    <message>
        <source>Importing exams…</source>
        <translation>正在导入检查…</translation>
    </message>
    <message numerus="yes">
        <source>%n new exam(s)</source>
        <translation>
            <numerusform>%n 次新检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known exam(s)</source>
        <translation>
            <numerusform>%n 次已有检查</numerusform>
        </translation>
    </message>
    <message>
        <source>added: {screens} screens, {scores} scores, {decisions} decisions.</source>
        <translation>新增：{screens} 张截图、{scores} 个评分、{decisions} 个决定。</translation>
    </message>
    <message>
        <source>Decided or read differently in the file, the exam book stays as it is: {names}</source>
        <translation>文件中的判断或读数与此不同，检查簿保持不变：{names}</translation>
    </message>
    <message>
        <source>Checking the audit trail…</source>
        <translation>正在检查审计记录…</translation>
    </message>
    <message numerus="yes">
        <source>The audit trail holds: %n entries</source>
        <translation>
            <numerusform>审计记录完好：%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>To be certain another day, note this elsewhere: {head}</source>
        <translation>为日后核对，请在别处记下：{head}</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>The audit trail does not hold: %n place(s) were changed behind the program&apos;s back.</source>
        <translation>
            <numerusform>审计记录不符：有 %n 处被程序之外的手段改动。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Show them…</source>
        <translation>显示(&amp;S)…</translation>
    </message>
    <message>
        <source>Looking through the exam book…</source>
        <translation>正在查看检查簿…</translation>
    </message>
    <message>
        <source>Export cohort</source>
        <translation>导出队列</translation>
    </message>
    <message>
        <source>DLRE cohort</source>
        <translation>DLRE 队列</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Exporting the cohort…</source>
        <translation>正在导出队列…</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) in the cohort</source>
        <translation>
            <numerusform>队列中有 %n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s)</source>
        <translation>
            <numerusform>%n 张截图</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) left out: {why}</source>
        <translation>
            <numerusform>未写入 %n 张截图：{why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them without a stage: fill in these cells before training.</source>
        <translation>
            <numerusform>其中 %n 次没有分期：请在训练前填写这些单元格。</numerusform>
        </translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>there twice</source>
        <translation>重复出现</translation>
    </message>
    <message>
        <source>without an SWE box</source>
        <translation>无 SWE 框</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>with another file in their place</source>
        <translation>原位置已是另一文件</translation>
    </message>
    <message>
        <source>The exam book is not open.</source>
        <translation>检查簿未打开。</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
</context>
<context>
    <name>BookJob</name>
    <message>
        <source>Exam book</source>
        <translation>检查簿</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>ClipBar</name>
    <message>
        <source>Frame of the clip</source>
        <translation>动态图像的帧</translation>
    </message>
    <message>
        <source>&amp;Best frame</source>
        <translation>最佳帧(&amp;B)</translation>
    </message>
    <message>
        <source>Take this &amp;frame</source>
        <translation>采用此帧(&amp;F)</translation>
    </message>
</context>
<context>
    <name>CohortDialog</name>
    <message>
        <source>Export cohort</source>
        <translation>导出队列</translation>
    </message>
    <message>
        <source>The &amp;conclusions are the biopsies&apos; results</source>
        <translation>结论即活检结果(&amp;C)</translation>
    </message>
    <message>
        <source>Also exams &amp;without a stage, with empty cells to be filled in</source>
        <translation>也包括没有分期的检查，留空待填(&amp;W)</translation>
    </message>
    <message>
        <source>Exams and their stages</source>
        <translation>检查及其分期</translation>
    </message>
    <message>
        <source>Choose &amp;file…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Type the stage that the biopsy gave, 0 to 4. A conclusion counts only if it is the biopsy&apos;s: a reader who saw the program&apos;s score would let the program be judged by itself. A conclusion F0-1 names two stages: type which. The table holds IDs and paths.</source>
        <translation>请输入活检给出的分期，0 至 4。仅当结论即活检结果时才采用：看过程序评分的判读者会使程序以自身来评价自身。结论 F0-1 包含两个分期：请输入是哪一个。该表含 ID 和路径。</translation>
    </message>
    <message>
        <source>{known} of {all} exams have a stage; {n} will be in the table.</source>
        <translation>{all} 次检查中有 {known} 次有分期；{n} 次将写入表中。</translation>
    </message>
</context>
<context>
    <name>CohortModel</name>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Biopsy&apos;s stage</source>
        <translation>活检分期</translation>
    </message>
</context>
<context>
    <name>ConclusionDialog</name>
    <message>
        <source>Conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Rea&amp;der</source>
        <translation>判读者(&amp;D)</translation>
    </message>
    <message>
        <source>Choose a stage first.</source>
        <translation>请先选择分期。</translation>
    </message>
    <message>
        <source>Another stage than the program&apos;s needs a reason.</source>
        <translation>与程序不同的分期需要说明理由。</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Written to {path}</source>
        <translation>已写入 {path}</translation>
    </message>
    <message>
        <source>The report could not be written: copy it.</source>
        <translation>报告无法写入：请复制。</translation>
    </message>
    <message>
        <source>A part of the program failed; the window goes on, and what you did before is in the exam book. If something looks wrong, close the exam and open it again. The report below holds nothing of a patient; please send it to whoever looks after the program.</source>
        <translation>程序的一部分出错；窗口继续运行，您此前所做的都已在检查簿中。若显示有异，请关闭检查后重新打开。下面的报告不含任何患者信息；请将其发给负责本程序的人员。</translation>
    </message>
    <message>
        <source>Errors since the start: {n}</source>
        <translation>启动以来的错误：{n}</translation>
    </message>
</context>
<context>
    <name>Curve</name>
    <message>
        <source>Share of the SWE box with a stiffness, frame by frame</source>
        <translation>各帧中 SWE 框内有硬度值的比例</translation>
    </message>
</context>
<context>
    <name>CutoffDialog</name>
    <message>
        <source>Cut-offs of the LSM</source>
        <translation>LSM 的界值</translation>
    </message>
    <message>
        <source>Confirmed against the source</source>
        <translation>已与出处核对</translation>
    </message>
    <message>
        <source>&amp;Copy as my own</source>
        <translation>复制为我的界值表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save my table</source>
        <translation>保存我的界值表(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>Sca&amp;nner</source>
        <translation>设备(&amp;N)</translation>
    </message>
    <message>
        <source>Sou&amp;rce</source>
        <translation>出处(&amp;R)</translation>
    </message>
    <message>
        <source>From, kPa</source>
        <translation>自，kPa</translation>
    </message>
    <message>
        <source>Itself included</source>
        <translation>含该值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Stages it fits</source>
        <translation>对应的分期</translation>
    </message>
    <message>
        <source>Baveno VII&apos;s numbers are for transient elastography only and are not applied here.</source>
        <translation>Baveno VII 的数值仅适用于瞬时弹性成像，此处不采用。</translation>
    </message>
    <message>
        <source>&amp;Use this table</source>
        <translation>使用此表(&amp;U)</translation>
    </message>
    <message>
        <source>Cut-off table</source>
        <translation>界值表</translation>
    </message>
    <message>
        <source>Cut-offs</source>
        <translation>界值</translation>
    </message>
    <message>
        <source>unconfirmed</source>
        <translation>未核实</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>未保存：{reason}</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop an exam&apos;s screens or its folder here</source>
        <translation>将一次检查的截图或其文件夹拖到这里</translation>
    </message>
    <message>
        <source>DICOM, PNG, JPEG, BMP or TIFF. Each SWE screen is scored at once.</source>
        <translation>DICOM、PNG、JPEG、BMP 或 TIFF。每张 SWE 截图立即评分。</translation>
    </message>
    <message>
        <source>O&amp;pen files…</source>
        <translation>打开文件(&amp;P)…</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>ExamActs</name>
    <message>
        <source>The exam was closed meanwhile: the values are not kept. Open it and type them again.</source>
        <translation>检查已在此期间关闭：所填数值未保留。请打开后重新填写。</translation>
    </message>
    <message>
        <source>A trend needs the exam book and a patient ID.</source>
        <translation>趋势需要检查簿和患者 ID。</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在写报告…</translation>
    </message>
    <message>
        <source>Exported to {folder}</source>
        <translation>已导出到 {folder}</translation>
    </message>
    <message>
        <source>The screens are no DICOM, so the DICOM files form a new study.</source>
        <translation>截图不是 DICOM，因此 DICOM 文件构成一项新的检查研究。</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
</context>
<context>
    <name>ExamButtons</name>
    <message>
        <source>A&amp;gree</source>
        <translation>同意(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Another stage…</source>
        <translation>其他分期(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Laboratory…</source>
        <translation>化验(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>更多(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Cut-offs…</source>
        <translation>界值(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Trend…</source>
        <translation>趋势(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Conclude the stage that the program gives</source>
        <translation>以程序给出的分期作为结论</translation>
    </message>
    <message>
        <source>Conclude another stage, with the reason</source>
        <translation>以其他分期作为结论，并说明理由</translation>
    </message>
    <message>
        <source>AST, ALT, platelets, age; fasting, cause, operator (Ctrl+L)</source>
        <translation>AST、ALT、血小板、年龄；空腹、病因、操作者 (Ctrl+L)</translation>
    </message>
    <message>
        <source>Write the exam&apos;s report at once, as it was done last (Ctrl+R)</source>
        <translation>按上次的方式立即写出检查报告 (Ctrl+R)</translation>
    </message>
    <message>
        <source>Which table stages the LSM, and what its rows say</source>
        <translation>用哪张表为 LSM 分期，及其各行内容</translation>
    </message>
    <message>
        <source>The patient&apos;s earlier exams (Ctrl+T)</source>
        <translation>该患者以往的检查 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Report, DICOM, tables (Ctrl+E)</source>
        <translation>报告、DICOM、表格 (Ctrl+E)</translation>
    </message>
    <message>
        <source>A&amp;gree: {stage}</source>
        <translation>同意：{stage}(&amp;G)</translation>
    </message>
</context>
<context>
    <name>ExamPanel</name>
    <message>
        <source>Stage</source>
        <translation>分期</translation>
    </message>
    <message>
        <source>LSM median</source>
        <translation>LSM 中位数</translation>
    </message>
    <message>
        <source>IQR/median</source>
        <translation>IQR/中位数</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>IQR</source>
        <translation>IQR</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Preview of the report</source>
        <translation>报告预览</translation>
    </message>
    <message>
        <source>No exam is like this.</source>
        <translation>没有这样的检查。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) written</source>
        <translation>
            <numerusform>已写出 %n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Exam {numbers}: the screens are no DICOM, so the DICOM files form a new study.</source>
        <translation>检查 {numbers}：截图不是 DICOM，因此 DICOM 文件构成一项新的检查研究。</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
</context>
<context>
    <name>ExportExamsDialog</name>
    <message>
        <source>Export exams</source>
        <translation>导出检查</translation>
    </message>
    <message>
        <source>&amp;This exam</source>
        <translation>本次检查(&amp;T)</translation>
    </message>
    <message>
        <source>Those &amp;found on the start page</source>
        <translation>起始页上找到的(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;All exams of the exam book</source>
        <translation>检查簿中的所有检查(&amp;A)</translation>
    </message>
    <message>
        <source>One file for another place of work: results, decisions and laboratory values, with names and IDs, without the screens&apos; pixels.</source>
        <translation>供另一工作地点使用的一个文件：结果、决定和化验值，含姓名和 ID，不含截图的像素。</translation>
    </message>
    <message>
        <source>Choose &amp;file…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
</context>
<context>
    <name>ExportFields</name>
    <message>
        <source>E&amp;xams</source>
        <translation>检查(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Which</source>
        <translation>哪些(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Hospital</source>
        <translation>医院(&amp;H)</translation>
    </message>
    <message>
        <source>Depart&amp;ment</source>
        <translation>科室(&amp;M)</translation>
    </message>
    <message>
        <source>L&amp;ogo</source>
        <translation>徽标(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>All; or name, ID, pinyin, initials</source>
        <translation>全部；或姓名、ID、拼音、首字母</translation>
    </message>
    <message>
        <source>Only exams like this</source>
        <translation>仅限此类检查</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation>图片 (*.png *.jpg)</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>导出到的文件夹</translation>
    </message>
    <message>
        <source>&amp;Report (PDF)</source>
        <translation>报告 (PDF)(&amp;R)</translation>
    </message>
    <message>
        <source>DICOM &amp;structured report</source>
        <translation>DICOM 结构化报告(&amp;S)</translation>
    </message>
    <message>
        <source>DICOM annotated s&amp;creens</source>
        <translation>DICOM 标注截图(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Tables (CSV)</source>
        <translation>表格 (CSV)(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>&amp;JSON</translation>
    </message>
    <message>
        <source>&amp;De-identified: SWE box and figures only, no DICOM</source>
        <translation>去标识(&amp;D)：仅 SWE 框与数值，无 DICOM</translation>
    </message>
    <message>
        <source>This exam</source>
        <translation>本次检查</translation>
    </message>
    <message>
        <source>All open exams</source>
        <translation>所有打开的检查</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) chosen in the list</source>
        <translation>
            <numerusform>列表中选定的 %n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Exams of the exam book</source>
        <translation>检查簿中的检查</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>有提示</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n 次检查</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingsDialog</name>
    <message>
        <source>Audit trail</source>
        <translation>审计记录</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… 另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpView</name>
    <message>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>KeyboardDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Search keys and what they do</source>
        <translation>搜索按键及其功能</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>搜索按键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>另存为 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>No key is like this.</source>
        <translation>没有这样的按键。</translation>
    </message>
    <message>
        <source>Save the keys</source>
        <translation>保存按键表</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
</context>
<context>
    <name>LaboratoryDialog</name>
    <message>
        <source>Laboratory and circumstances</source>
        <translation>化验与检查条件</translation>
    </message>
    <message>
        <source>A&amp;ST</source>
        <translation>A&amp;ST</translation>
    </message>
    <message>
        <source>AL&amp;T</source>
        <translation>AL&amp;T</translation>
    </message>
    <message>
        <source>&amp;Upper limit of AST</source>
        <translation>AST 正常上限(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Platelets, 10⁹/L</source>
        <translation>血小板，10⁹/L(&amp;P)</translation>
    </message>
    <message>
        <source>A&amp;ge, years</source>
        <translation>年龄，岁(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Day of the sample</source>
        <translation>采样日期(&amp;D)</translation>
    </message>
    <message>
        <source>Day of the &amp;exam</source>
        <translation>检查日期(&amp;E)</translation>
    </message>
    <message>
        <source>U&amp;nit of AST and ALT</source>
        <translation>AST 与 ALT 的单位(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Fasting for 4 hours</source>
        <translation>空腹 4 小时(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Cause</source>
        <translation>病因(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>操作者(&amp;O)</translation>
    </message>
    <message>
        <source>Day of the &amp;blood count, if another</source>
        <translation>血常规日期（若不同）(&amp;B)</translation>
    </message>
    <message>
        <source>Scanne&amp;r</source>
        <translation>设备(&amp;R)</translation>
    </message>
    <message>
        <source>Enter: next field. Ctrl+Enter: done. Days: 2024-05-20, 20240520, or -2 from the exam.</source>
        <translation>Enter：下一栏。Ctrl+Enter：完成。日期：2024-05-20、20240520，或相对检查日 -2。</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>hepatitis B</source>
        <translation>乙型肝炎</translation>
    </message>
    <message>
        <source>hepatitis C</source>
        <translation>丙型肝炎</translation>
    </message>
    <message>
        <source>MASLD</source>
        <translation>代谢相关脂肪性肝病 (MASLD)</translation>
    </message>
    <message>
        <source>alcohol</source>
        <translation>酒精性</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{text} is no day. Write 2024-05-21, or -2 for two days before the exam.</source>
        <translation>{text} 不是日期。请写作 2024-05-21，或用 -2 表示检查前两天。</translation>
    </message>
    <message>
        <source>{text} may be {whole} or {short}. Write one of these.</source>
        <translation>{text} 可能是 {whole}，也可能是 {short}，请写清楚。</translation>
    </message>
    <message>
        <source>Missing: {names}.</source>
        <translation>缺少：{names}。</translation>
    </message>
</context>
<context>
    <name>LearningCurves</name>
    <message>
        <source>Learning curves</source>
        <translation>学习曲线</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Source network</source>
        <translation>源网络</translation>
    </message>
</context>
<context>
    <name>LeftColumn</name>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Open exams</source>
        <translation>打开的检查</translation>
    </message>
    <message>
        <source>&amp;Stop opening</source>
        <translation>停止打开(&amp;S)</translation>
    </message>
</context>
<context>
    <name>LookedStrip</name>
    <message>
        <source>Probability that the map explains</source>
        <translation>此图所解释的概率</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
</context>
<context>
    <name>LostFiles</name>
    <message>
        <source>Not in their place any more: {names}. Results are kept.</source>
        <translation>文件已不在原处：{names}。结果已保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n of them only another model scored: they do not count now.</source>
        <translation>
            <numerusform>其中 %n 个只由另一个模型评分，现不计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Find them…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Folder to look through for the exam&apos;s files</source>
        <translation>在哪个文件夹中查找本次检查的文件</translation>
    </message>
    <message>
        <source>Looking for the exam&apos;s files in {folder}…</source>
        <translation>正在 {folder} 中查找检查的文件…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
</context>
<context>
    <name>MadeView</name>
    <message>
        <source>How the model was made</source>
        <translation>模型是如何得到的</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>各页</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>DLRE GUI</source>
        <translation>DLRE GUI</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>PathLine</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message numerus="yes">
        <source>Looking into %n file(s)…</source>
        <translation>
            <numerusform>正在查看 %n 个文件…</numerusform>
        </translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>重试(&amp;A)</translation>
    </message>
    <message>
        <source>Choose &amp;model…</source>
        <translation>选择模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Looking for screens…</source>
        <translation>正在查找截图…</translation>
    </message>
</context>
<context>
    <name>ProcessDialog</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept.</source>
        <translation>已停止。已完成的部分会保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s); nothing was begun.</source>
        <translation>
            <numerusform>%n 个问题；尚未开始。</numerusform>
        </translation>
    </message>
    <message>
        <source>The process could not be started.</source>
        <translation>无法启动进程。</translation>
    </message>
    <message>
        <source>The process ended unexpectedly ({code}): perhaps the memory was not enough. What is finished is kept.</source>
        <translation>进程意外结束（{code}）：可能内存不足。已完成的部分会保留。</translation>
    </message>
</context>
<context>
    <name>ProgramActs</name>
    <message>
        <source>New here? A short tour shows the parts of the window on a simulated sample exam.</source>
        <translation>第一次使用？简短的导览用一次模拟的示例检查介绍窗口各部分。</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>开始导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;No, thanks</source>
        <translation>不用了(&amp;N)</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1 文件</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>QBoxField</name>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>check!</source>
        <translation>请核对！</translation>
    </message>
    <message>
        <source>type!</source>
        <translation>请输入！</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>手输</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>ReadDialog</name>
    <message>
        <source>What was read</source>
        <translation>读到了什么</translation>
    </message>
    <message>
        <source>The screen is not read yet.</source>
        <translation>截图尚未读取。</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>read with doubt: compare it with the screen</source>
        <translation>读取存疑：请与截图核对</translation>
    </message>
    <message>
        <source>Draw it…</source>
        <translation>画出…</translation>
    </message>
    <message>
        <source>Mark it…</source>
        <translation>标出…</translation>
    </message>
    <message>
        <source>Type it…</source>
        <translation>输入…</translation>
    </message>
</context>
<context>
    <name>ScaleForm</name>
    <message>
        <source>S&amp;cale from</source>
        <translation>色标自(&amp;C)</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Minimum of the colour bar</source>
        <translation>色标最小值</translation>
    </message>
    <message>
        <source>Maximum of the colour bar</source>
        <translation>色标最大值</translation>
    </message>
    <message>
        <source>Unit of the colour bar</source>
        <translation>色标单位</translation>
    </message>
    <message>
        <source>&amp;Use scale</source>
        <translation>使用色标(&amp;U)</translation>
    </message>
</context>
<context>
    <name>ScreenView</name>
    <message>
        <source>minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Click places the DLRE ROI, arrow keys move it by 1 px, with Shift by 10 px.</source>
        <translation>单击放置 DLRE ROI，方向键移动 1 像素，按住 Shift 移动 10 像素。</translation>
    </message>
    <message>
        <source>DLRE ROI · proposed</source>
        <translation>DLRE ROI · 建议</translation>
    </message>
    <message>
        <source>DLRE ROI</source>
        <translation>DLRE ROI</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>the program&apos;s own</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation>图片 (*.png *.jpg)</translation>
    </message>
</context>
<context>
    <name>SettingsEffects</name>
    <message>
        <source>The texts of this language are missing.</source>
        <translation>缺少该语言的文本。</translation>
    </message>
    <message>
        <source>The settings could not be written and hold only until the program ends: {path}</source>
        <translation>设置无法写入，仅在程序结束前有效：{path}</translation>
    </message>
    <message>
        <source>The settings could not be read; all have their defaults.</source>
        <translation>设置无法读取；全部采用默认值。</translation>
    </message>
    <message>
        <source>Settings not understood, now at their defaults: {names}.</source>
        <translation>无法识别的设置，现采用默认值：{names}。</translation>
    </message>
    <message>
        <source>The file is kept as {path}.</source>
        <translation>该文件保留为 {path}。</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>No exam is like this.</source>
        <translation>没有符合的检查。</translation>
    </message>
    <message>
        <source>Name, ID, pinyin or initials</source>
        <translation>姓名、ID、拼音或首字母</translation>
    </message>
    <message>
        <source>Search exams</source>
        <translation>搜索检查</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>全部(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;To do</source>
        <translation>待办(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>Fla&amp;gged</source>
        <translation>有标记(&amp;G)</translation>
    </message>
    <message>
        <source>Go on with {name}</source>
        <translation>继续 {name}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>all {count} done</source>
        <translation>{count} 个全部完成</translation>
    </message>
    <message>
        <source>{n} of {count} to do</source>
        <translation>待办 {n} / {count}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>End to&amp;ur</source>
        <translation>结束导览(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一个(&amp;N)</translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message>
        <source>Train on a cohort</source>
        <translation>用队列训练</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>检查(&amp;K)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>A training was begun in this folder: check it, then go on.</source>
        <translation>此文件夹中已开始过一次训练：请先检查，再继续。</translation>
    </message>
    <message>
        <source>Choose a cohort table, a folder and a task first.</source>
        <translation>请先选择队列表、文件夹和任务。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n 名患者</numerusform>
        </translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s)</source>
        <translation>
            <numerusform>%n 张截图</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) are held out of training to choose the best epoch.</source>
        <translation>
            <numerusform>%n 名患者不参与训练，用于选择最佳轮次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) validate.</source>
        <translation>
            <numerusform>%n 名患者用于验证。</numerusform>
        </translation>
    </message>
    <message>
        <source>Simulated data.</source>
        <translation>模拟数据。</translation>
    </message>
    <message>
        <source>Begun earlier in this folder: it goes on from there.</source>
        <translation>此前已在该文件夹中开始：将从那里继续。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>{network}: epoch {done} of at most {total}</source>
        <translation>{network}：第 {done} 轮，最多 {total} 轮</translation>
    </message>
    <message>
        <source>, loss {train:.3f}, held out {held:.3f}.</source>
        <translation>，损失 {train:.3f}，留出 {held:.3f}。</translation>
    </message>
    <message>
        <source>Calibrating and writing the package…</source>
        <translation>正在校准并写入模型包…</translation>
    </message>
    <message>
        <source>Preparing: {done} of {total}.</source>
        <translation>正在准备：{done} / {total}。</translation>
    </message>
    <message numerus="yes">
        <source>At most %n minute(s) left</source>
        <translation>
            <numerusform>最多还需 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s) left</source>
        <translation>
            <numerusform>大约还需 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>The package {name} is finished.</source>
        <translation>模型包 {name} 已完成。</translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) could not be used.</source>
        <translation>
            <numerusform>%n 张截图无法使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Install and use</source>
        <translation>安装并使用(&amp;I)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>{name} is installed and scores from now on.</source>
        <translation>{name} 已安装，从现在起用它评分。</translation>
    </message>
</context>
<context>
    <name>TrainingForm</name>
    <message>
        <source>&amp;Cohort table</source>
        <translation>队列表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Validate on hospitals</source>
        <translation>用于验证的医院(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Folder for the training</source>
        <translation>训练文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>网络(&amp;N)</translation>
    </message>
    <message>
        <source>Start fro&amp;m package</source>
        <translation>起始模型包(&amp;M)</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Name of the &amp;package</source>
        <translation>模型包名称(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Epochs at most</source>
        <translation>最多轮次(&amp;E)</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>随机种子(&amp;D)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Those not ticked stay as they are in the package to start from.</source>
        <translation>未勾选的任务沿用起始模型包中的网络。</translation>
    </message>
    <message>
        <source>a row a screen: path, patient_id, stage</source>
        <translation>每张截图一行：path、patient_id、stage</translation>
    </message>
    <message>
        <source>none; else names as in the table, between commas</source>
        <translation>无；否则填表中的名称，以逗号分隔</translation>
    </message>
    <message>
        <source>Gut 2019: one network a task</source>
        <translation>Gut 2019：每项任务一个网络</translation>
    </message>
    <message>
        <source>SPIE: from a source model, first layers frozen</source>
        <translation>SPIE：从源模型出发，冻结前几层</translation>
    </message>
    <message>
        <source>Baseline: all layers from scratch</source>
        <translation>基线：所有层从头训练</translation>
    </message>
    <message>
        <source>Baseline: only the last layers trained</source>
        <translation>基线：只训练最后几层</translation>
    </message>
    <message>
        <source>Takes longest; three networks of their own.</source>
        <translation>耗时最长；三个各自独立的网络。</translation>
    </message>
    <message>
        <source>The three tasks share what was learned elsewhere; scores in a third of the time.</source>
        <translation>三项任务共用在别处学到的部分；评分只需三分之一的时间。</translation>
    </message>
    <message>
        <source>The papers&apos; comparison: the second paper&apos;s network without a source model.</source>
        <translation>论文中的对照：第二篇论文的网络，不用源模型。</translation>
    </message>
    <message>
        <source>The papers&apos; comparison: everything taken over but the last layers.</source>
        <translation>论文中的对照：除最后几层外全部沿用。</translation>
    </message>
</context>
<context>
    <name>TrendDialog</name>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>No exam of this patient has a known day.</source>
        <translation>该患者没有日期已知的检查。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s).</source>
        <translation>
            <numerusform>%n 次检查。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open signs: %n exam(s) scored by another model or none; do not compare their probabilities.</source>
        <translation>
            <numerusform>空心标记：%n 次检查由其他模型评分或未评分；请勿比较其概率。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n exam(s) of this ID with another date of birth or name.</source>
        <translation>
            <numerusform>未列入：同一编号但出生日期或姓名不同的检查 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>LSM median, kPa</source>
        <translation>LSM 中位数，kPa</translation>
    </message>
</context>
<context>
    <name>ValidateDialog</name>
    <message>
        <source>Validate on a cohort</source>
        <translation>用队列验证</translation>
    </message>
    <message>
        <source>&amp;Cohort table</source>
        <translation>队列表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Model package</source>
        <translation>模型包(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Report goes to</source>
        <translation>报告存放于(&amp;R)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>a row a screen: path, patient_id, stage</source>
        <translation>每张截图一行：path、patient_id、stage</translation>
    </message>
    <message>
        <source>the program&apos;s own</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>&amp;Validate</source>
        <translation>验证(&amp;V)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Sho&amp;w report</source>
        <translation>查看报告(&amp;W)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Choose a cohort table and a folder first.</source>
        <translation>请先选择队列表和文件夹。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Scored: {done} of {total}</source>
        <translation>已评分：{done} / {total}</translation>
    </message>
    <message>
        <source>Writing tables and figures…</source>
        <translation>正在写表格和图…</translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) scored; the report is written.</source>
        <translation>
            <numerusform>%n 张截图已评分；报告已写好。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) were not; the report says why.</source>
        <translation>
            <numerusform>%n 张未评分；报告中说明了原因。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
</context>
<context>
    <name>WatchFolder</name>
    <message>
        <source>Folder into which the scanner writes</source>
        <translation>设备写入的文件夹</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>The watched folder is away: {folder}. It is looked for again.</source>
        <translation>监视的文件夹不可用：{folder}。将继续查找。</translation>
    </message>
    <message>
        <source>Watching {folder}</source>
        <translation>正在监视 {folder}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) opened</source>
        <translation>
            <numerusform>已打开 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait for you</source>
        <translation>
            <numerusform>%n 个等待您确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not whole yet</source>
        <translation>
            <numerusform>%n 个尚未写完</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Accept and next</source>
        <translation>接受并下一个(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>备份(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Check the audit trail</source>
        <translation>检查审计记录(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close exams</source>
        <translation>关闭检查(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cut-offs…</source>
        <translation>界值(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export exams…</source>
        <translation>导出检查(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import exams…</source>
        <translation>导入检查(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard…</source>
        <translation>键盘(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Laboratory…</source>
        <translation>化验(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一个(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Score folder…</source>
        <translation>为文件夹评分(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Take frame</source>
        <translation>采用此帧(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Train on cohort…</source>
        <translation>用队列训练(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Trend…</source>
        <translation>趋势(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>使用指南(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Validate on cohort…</source>
        <translation>用队列验证(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Watch folder…</source>
        <translation>监视文件夹(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;What was read</source>
        <translation>读到了什么(&amp;W)</translation>
    </message>
    <message>
        <source>A model&apos;s figures on patients with known stages</source>
        <translation>模型在分期已知患者中的各项指标</translation>
    </message>
    <message>
        <source>A&amp;gree with the stage</source>
        <translation>同意该分期(&amp;G)</translation>
    </message>
    <message>
        <source>AST, ALT, platelets, age; fasting, cause, operator</source>
        <translation>AST、ALT、血小板、年龄；空腹、病因、操作者</translation>
    </message>
    <message>
        <source>Accept and next</source>
        <translation>接受并下一个</translation>
    </message>
    <message>
        <source>Accept the ROI and go to the next acquisition that is not done</source>
        <translation>接受 ROI 并转到下一个未完成的采集</translation>
    </message>
    <message>
        <source>All keys at a glance, to search and to print</source>
        <translation>全部按键一览，可搜索、可打印</translation>
    </message>
    <message>
        <source>All that was read off the screen, with its pixels and warnings</source>
        <translation>从截图上读到的全部内容，附其像素与警告</translation>
    </message>
    <message>
        <source>Another stage…</source>
        <translation>其他分期…</translation>
    </message>
    <message>
        <source>Close all exams; nothing is lost</source>
        <translation>关闭所有检查；不会丢失任何内容</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Conclude another stage, with the reason</source>
        <translation>以其他分期作为结论，并说明理由</translation>
    </message>
    <message>
        <source>Conclude the program&apos;s stage</source>
        <translation>以程序的分期为结论</translation>
    </message>
    <message>
        <source>Copy the whole exam book into one file and check it</source>
        <translation>将整个检查簿复制到一个文件并校验</translation>
    </message>
    <message>
        <source>Data, tables and figures behind the bundled model</source>
        <translation>自带模型背后的数据、表格和图</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>重做此步</translation>
    </message>
    <message>
        <source>Drag along the colour bar, from its lowest value to its highest</source>
        <translation>沿色标从最低值拖到最高值</translation>
    </message>
    <message>
        <source>Drag over the SWE box where it was not found, or not rightly</source>
        <translation>SWE 框未找到或位置不对时，拖动画出</translation>
    </message>
    <message>
        <source>Draw SWE &amp;box</source>
        <translation>画 SWE 框(&amp;B)</translation>
    </message>
    <message>
        <source>E&amp;xam</source>
        <translation>检查(&amp;X)</translation>
    </message>
    <message>
        <source>E&amp;xclude or include</source>
        <translation>排除或纳入(&amp;X)</translation>
    </message>
    <message>
        <source>Enlarge the screen</source>
        <translation>放大截图</translation>
    </message>
    <message>
        <source>Exam &amp;book</source>
        <translation>检查簿(&amp;B)</translation>
    </message>
    <message>
        <source>Exams into one file, for another place of work</source>
        <translation>将检查写入一个文件，供另一工作地点使用</translation>
    </message>
    <message>
        <source>Exams with their biopsy stages as a table for training and evaluation</source>
        <translation>将带活检分期的检查写成表格，用于训练和评价</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Export co&amp;hort…</source>
        <translation>导出队列(&amp;H)…</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Frame &amp;before</source>
        <translation>前一帧(&amp;B)</translation>
    </message>
    <message>
        <source>Frame a&amp;fter</source>
        <translation>后一帧(&amp;F)</translation>
    </message>
    <message>
        <source>Go to the acquisition before</source>
        <translation>转到上一个采集</translation>
    </message>
    <message>
        <source>Go to the next acquisition</source>
        <translation>转到下一个采集</translation>
    </message>
    <message>
        <source>Go to the next acquisition that is not done</source>
        <translation>转到下一个未完成的采集</translation>
    </message>
    <message>
        <source>How the &amp;model was made</source>
        <translation>模型是如何得到的(&amp;M)</translation>
    </message>
    <message>
        <source>How to use the program, step by step</source>
        <translation>逐步说明如何使用本程序</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>纳入</translation>
    </message>
    <message>
        <source>Its files do not say whose they are: those that come from now on are another patient&apos;s</source>
        <translation>文件未说明属于谁：此后出现的文件属于另一位患者</translation>
    </message>
    <message>
        <source>LSM in kPa or m/&amp;s</source>
        <translation>LSM 以 kPa 或 m/s 表示(&amp;S)</translation>
    </message>
    <message>
        <source>Leave the acquisition out of the exam, or take it in again</source>
        <translation>将该采集排除在检查之外，或重新纳入</translation>
    </message>
    <message>
        <source>Let the frame shown be the acquisition</source>
        <translation>以当前帧作为采集</translation>
    </message>
    <message>
        <source>Look at the clip&apos;s frame after</source>
        <translation>查看动态图像的后一帧</translation>
    </message>
    <message>
        <source>Look at the clip&apos;s frame before</source>
        <translation>查看动态图像的前一帧</translation>
    </message>
    <message>
        <source>METAVIR F or Sche&amp;uer S</source>
        <translation>METAVIR F 或 Scheuer S(&amp;U)</translation>
    </message>
    <message>
        <source>Mark &amp;colour bar</source>
        <translation>标出色标(&amp;C)</translation>
    </message>
    <message>
        <source>Next &amp;patient in this folder</source>
        <translation>此文件夹的下一位患者(&amp;P)</translation>
    </message>
    <message>
        <source>Next not &amp;done</source>
        <translation>下一个未完成(&amp;D)</translation>
    </message>
    <message>
        <source>One pixel is one pixel</source>
        <translation>一个像素对应一个像素</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open &amp;files…</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Open a folder with all folders in it</source>
        <translation>打开文件夹及其中所有文件夹</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the screens of an exam</source>
        <translation>打开一次检查的截图</translation>
    </message>
    <message>
        <source>Open what the scanner writes into a folder, as it comes</source>
        <translation>设备写入文件夹的内容随到随开</translation>
    </message>
    <message>
        <source>Operator, hospital, language, model, folders</source>
        <translation>操作者、医院、语言、模型、文件夹</translation>
    </message>
    <message>
        <source>Program, model and limits</source>
        <translation>程序、模型与局限</translation>
    </message>
    <message>
        <source>ROI</source>
        <translation>ROI</translation>
    </message>
    <message>
        <source>Recent e&amp;xams</source>
        <translation>最近的检查(&amp;X)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Report, DICOM, tables of the exam or of many</source>
        <translation>一次或多次检查的报告、DICOM、表格</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the screen with its marks and figures</source>
        <translation>保存带标记和数值的截图</translation>
    </message>
    <message>
        <source>Score a whole folder into tables</source>
        <translation>为整个文件夹评分并写成表格</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>Show the ROI large</source>
        <translation>放大显示 ROI</translation>
    </message>
    <message>
        <source>Show the whole screen</source>
        <translation>显示整张截图</translation>
    </message>
    <message>
        <source>Shrink the screen</source>
        <translation>缩小截图</translation>
    </message>
    <message>
        <source>Stop &amp;watching</source>
        <translation>停止监视(&amp;W)</translation>
    </message>
    <message>
        <source>Take exams of a file in; nothing there is changed</source>
        <translation>导入文件中的检查；不更改文件</translation>
    </message>
    <message>
        <source>Take the last step back</source>
        <translation>撤回上一步</translation>
    </message>
    <message>
        <source>Tell the exam&apos;s stiffness in the other unit</source>
        <translation>以另一单位表示检查的硬度</translation>
    </message>
    <message>
        <source>The parts of the window on a sample exam</source>
        <translation>以示例检查介绍窗口各部分</translation>
    </message>
    <message>
        <source>The patient&apos;s earlier exams</source>
        <translation>该患者以往的检查</translation>
    </message>
    <message>
        <source>Train a model package on screens with known stages</source>
        <translation>用分期已知的截图训练模型包</translation>
    </message>
    <message>
        <source>Type &amp;scale…</source>
        <translation>输入色标(&amp;S)…</translation>
    </message>
    <message>
        <source>Type what stands at the colour bar&apos;s ends</source>
        <translation>输入色标两端的数值</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Was the exam book changed behind the program&apos;s back?</source>
        <translation>检查簿是否被程序之外的手段改动？</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>读到了什么</translation>
    </message>
    <message>
        <source>Where the network &amp;looked</source>
        <translation>网络看了哪里(&amp;L)</translation>
    </message>
    <message>
        <source>Which parts of the ROI the probabilities rest on: an aid, not evidence</source>
        <translation>概率依据 ROI 的哪些部分：仅供参考，不是证据</translation>
    </message>
    <message>
        <source>Which table stages the LSM, and what its rows say</source>
        <translation>用哪张表为 LSM 分期，及其各行内容</translation>
    </message>
    <message>
        <source>Write the exam&apos;s report at once, as the files of the last export, into a new folder beside it</source>
        <translation>按上次导出的文件种类立即写出检查报告，放入其旁的新文件夹</translation>
    </message>
    <message>
        <source>Write the stages with the other letter</source>
        <translation>以另一字母表示分期</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
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
        <source>Zoom to the &amp;ROI</source>
        <translation>缩放到 ROI(&amp;R)</translation>
    </message>
</context>
<context>
    <name>export_choice</name>
    <message>
        <source>And {n} more, see {file} in the folder.</source>
        <translation>另有 {n} 项，见文件夹中的 {file}。</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>No model is loaded.</source>
        <translation>未加载模型。</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Weights SHA-256: {hash}</source>
        <translation>权重 SHA-256：{hash}</translation>
    </message>
    <message>
        <source>Runs on: {device}, {runtime}</source>
        <translation>运行于：{device}，{runtime}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Edit ▸ Settings… Every change counts at once.</source>
        <translation>编辑 ▸ 设置…&#x3000;每项更改立即生效。</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>1 – 5</source>
        <translation>1 – 5</translation>
    </message>
    <message>
        <source>Another stage</source>
        <translation>其他分期</translation>
    </message>
    <message>
        <source>Back to the screen</source>
        <translation>回到截图</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Choose the stage</source>
        <translation>选择分期</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>Ctrl + ←  →  ↑  ↓</source>
        <translation>Ctrl + ←  →  ↑  ↓</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Drag a corner</source>
        <translation>拖动一角</translation>
    </message>
    <message>
        <source>Drag beside the ROI</source>
        <translation>在 ROI 旁拖动</translation>
    </message>
    <message>
        <source>Drag the ROI</source>
        <translation>拖动 ROI</translation>
    </message>
    <message>
        <source>Drawing a box or marking a bar</source>
        <translation>画框或标出色标时</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>From corner to corner of the box, or along the bar</source>
        <translation>从框的一角到另一角，或沿色标</translation>
    </message>
    <message>
        <source>In the fields</source>
        <translation>在输入栏中</translation>
    </message>
    <message>
        <source>Keep the value</source>
        <translation>保留该值</translation>
    </message>
    <message>
        <source>Laboratory values</source>
        <translation>化验值</translation>
    </message>
    <message>
        <source>Leave everything as it was</source>
        <translation>一切保持原样</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move the ROI by 1 pixel</source>
        <translation>将 ROI 移动 1 像素</translation>
    </message>
    <message>
        <source>Move the ROI by 10 pixels</source>
        <translation>将 ROI 移动 10 像素</translation>
    </message>
    <message>
        <source>Move the box, or an end of the bar</source>
        <translation>移动框，或色标的一端</translation>
    </message>
    <message>
        <source>Move the screen</source>
        <translation>移动截图</translation>
    </message>
    <message>
        <source>On the screen</source>
        <translation>在截图上</translation>
    </message>
    <message>
        <source>Place the ROI here</source>
        <translation>将 ROI 放在此处</translation>
    </message>
    <message>
        <source>Rest over the SWE box</source>
        <translation>停留在 SWE 框上</translation>
    </message>
    <message>
        <source>Shift + ←  →  ↑  ↓</source>
        <translation>Shift + ←  →  ↑  ↓</translation>
    </message>
    <message>
        <source>Stiffness under the cursor</source>
        <translation>光标处的硬度</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab、Shift+Tab</translation>
    </message>
    <message>
        <source>To the next field</source>
        <translation>到下一栏</translation>
    </message>
    <message>
        <source>To the next part of the window, or the one before</source>
        <translation>到窗口的下一部分或上一部分</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>放大和缩小</translation>
    </message>
    <message>
        <source>←  →  ↑  ↓</source>
        <translation>←  →  ↑  ↓</translation>
    </message>
</context>
<context>
    <name>made</name>
    <message>
        <source>How the model was made</source>
        <translation>模型是如何得到的</translation>
    </message>
    <message>
        <source>This copy of the program does not hold the study. `dlre-gui reproduce --out FOLDER` makes it anew, from simulated patients; the bundled model&apos;s own card stands under Help ▸ User guide.</source>
        <translation>此程序副本不含该研究。`dlre-gui reproduce --out FOLDER` 可用模拟患者重新生成；自带模型的模型卡见“帮助 ▸ 用户指南”。</translation>
    </message>
    <message>
        <source>Simulated data: every patient and every screen of this study is simulated. Its figures say how the program works, and nothing about real patients.</source>
        <translation>模拟数据：本研究的每名患者和每张截图都是模拟的。这些数字只说明程序如何工作，不说明任何真实患者的情况。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Simulated patients</source>
        <translation>模拟患者</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>What was not reached, and why</source>
        <translation>未达到的目标及原因</translation>
    </message>
    <message>
        <source>Figure: {name}</source>
        <translation>图：{name}</translation>
    </message>
    <message>
        <source>Card: {name}</source>
        <translation>模型卡：{name}</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>模型包</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>所用软件</translation>
    </message>
    <message>
        <source>Weights SHA-256</source>
        <translation>权重 SHA-256</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>AUC (95 % CI)</source>
        <translation>AUC（95 % CI）</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>测量对象</translation>
    </message>
</context>
<context>
    <name>probability_table</name>
    <message>
        <source>operating threshold of the model: {threshold}</source>
        <translation>模型的判定阈值：{threshold}</translation>
    </message>
</context>
<context>
    <name>save_picture</name>
    <message>
        <source>There is no screen to save yet.</source>
        <translation>还没有可保存的截图。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.bmp *.tif)</source>
        <translation>图片 (*.png *.jpg *.bmp *.tif)</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>A process that did a part of the work died.</source>
        <translation>承担部分工作的进程已终止。</translation>
    </message>
    <message>
        <source>A real screen never needs that; do not trust the file.</source>
        <translation>真实截图不会如此；请勿信任该文件。</translation>
    </message>
    <message>
        <source>A report is for an exam, not for a folder of screens.</source>
        <translation>报告针对一次检查，而不是整个文件夹。</translation>
    </message>
    <message>
        <source>Another file lies where the one that was opened was.</source>
        <translation>原来打开的文件所在位置现在是另一个文件。</translation>
    </message>
    <message>
        <source>Another package {value} is installed at {path}.</source>
        <translation>{path} 已安装另一个模型包 {value}。</translation>
    </message>
    <message>
        <source>Another run is writing its results into {path}.</source>
        <translation>另一次运行正在向 {path} 写入结果。</translation>
    </message>
    <message>
        <source>Ask for the right to read it.</source>
        <translation>请申请读取权限。</translation>
    </message>
    <message>
        <source>At most {n} MiB are read; export single screens instead.</source>
        <translation>最多读取 {n} MiB；请改为导出单张截图。</translation>
    </message>
    <message>
        <source>At most {n} frames are read; export single screens instead.</source>
        <translation>最多读取 {n} 帧；请改为导出单张截图。</translation>
    </message>
    <message>
        <source>At most {n} million pixels are read; export the screen at its own size.</source>
        <translation>最多读取 {n} 百万像素；请按原始尺寸导出截图。</translation>
    </message>
    <message>
        <source>Begin with another package, or train on other patients.</source>
        <translation>请从另一个模型包开始，或用其他患者训练。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Check that its folder exists and is writeable for you.</source>
        <translation>请检查其文件夹是否存在且可写。</translation>
    </message>
    <message>
        <source>Check that the files are SWE screens.</source>
        <translation>请确认文件为 SWE 截图。</translation>
    </message>
    <message>
        <source>Check the name, the disk or network drive.</source>
        <translation>请检查名称、磁盘或网络驱动器。</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <source>Choose a backup that was made by this program.</source>
        <translation>请选择由本程序生成的备份。</translation>
    </message>
    <message>
        <source>Choose a new folder, or the same settings to go on.</source>
        <translation>请选择新文件夹，或使用相同设置继续。</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>请选择新文件夹。</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder for the results.</source>
        <translation>请为结果选择一个新的或空的文件夹。</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder.</source>
        <translation>请选择新的或空的文件夹。</translation>
    </message>
    <message>
        <source>Choose an ultrasound image.</source>
        <translation>请选择超声图像。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another frame.</source>
        <translation>请选择其他帧。</translation>
    </message>
    <message>
        <source>Choose another name; a backup overwrites nothing.</source>
        <translation>请选择其他名称；备份不会覆盖任何内容。</translation>
    </message>
    <message>
        <source>Choose another name; an export overwrites nothing.</source>
        <translation>请选择其他名称；导出不会覆盖任何内容。</translation>
    </message>
    <message>
        <source>Choose another name; nothing is overwritten.</source>
        <translation>请选择其他名称；不会覆盖任何内容。</translation>
    </message>
    <message>
        <source>Choose another output folder, or give all the folders at once.</source>
        <translation>请另选输出文件夹，或一次给出所有文件夹。</translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation>请选择其他输出文件夹。</translation>
    </message>
    <message>
        <source>Choose exams from its list.</source>
        <translation>请从其列表中选择检查。</translation>
    </message>
    <message>
        <source>Choose one of {value}.</source>
        <translation>请从 {value} 中选择。</translation>
    </message>
    <message>
        <source>Choose the backup&apos;s file.</source>
        <translation>请选择备份文件。</translation>
    </message>
    <message>
        <source>Choose the device auto or cpu.</source>
        <translation>请选择设备 auto 或 cpu。</translation>
    </message>
    <message>
        <source>Choose the device cpu.</source>
        <translation>请选择设备 cpu。</translation>
    </message>
    <message>
        <source>Close it elsewhere, or choose another folder.</source>
        <translation>请在其他程序中关闭它，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Close the export and choose the exam again.</source>
        <translation>请关闭导出窗口，重新选择该检查。</translation>
    </message>
    <message>
        <source>Copy it to a local disk and try again.</source>
        <translation>请复制到本地磁盘后重试。</translation>
    </message>
    <message>
        <source>Copy it to this computer&apos;s disk, and try again; or export it from the scanner again, as PNG.</source>
        <translation>请将其复制到本机磁盘后重试；或从设备重新导出为 PNG。</translation>
    </message>
    <message>
        <source>Correct it where the screens come from; the other files have it whole.</source>
        <translation>请在图像来源处更正；其他文件中保留完整内容。</translation>
    </message>
    <message>
        <source>Correct these rows and try again.</source>
        <translation>请修正这些行后重试。</translation>
    </message>
    <message>
        <source>DICOM cannot hold the patient&apos;s ID or name.</source>
        <translation>DICOM 无法容纳该患者 ID 或姓名。</translation>
    </message>
    <message>
        <source>DLRE {kind}, own data</source>
        <translation>DLRE {kind}，自有数据</translation>
    </message>
    <message>
        <source>DLRE {kind}, simulated data</source>
        <translation>DLRE {kind}，模拟数据</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备正忙</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>文件夹不为空</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Do not open it; ask where it came from.</source>
        <translation>请勿打开，并查明其来源。</translation>
    </message>
    <message>
        <source>Enter its unit and maximum, or score it as shown.</source>
        <translation>请输入单位和最大值，或按原始颜色评分。</translation>
    </message>
    <message>
        <source>Exam {n} has {m} screens; a report is for an exam of at most {x}, so none was made of it.</source>
        <translation>检查 {n} 有 {m} 张截图；报告用于最多 {x} 张的检查，因此未写报告。</translation>
    </message>
    <message>
        <source>Exam {n}: acquisition {m} does not count: another model scored it, its file is away.</source>
        <translation>检查 {n}：采集 {m} 不计入：由另一个模型评分，且其文件不在原处。</translation>
    </message>
    <message>
        <source>Exam {n}: acquisition {m} has no picture: {reason}</source>
        <translation>检查 {n}：第 {m} 次采集没有图片：{reason}</translation>
    </message>
    <message>
        <source>Exam {n}: no DICOM files were made: {reason}. Correct it where the screens come from.</source>
        <translation>检查 {n}：未生成 DICOM 文件：{reason}。请在图像来源处更正。</translation>
    </message>
    <message>
        <source>Exam {n}: no structured report was made: it refers to pictures, and none of its screens could be read.</source>
        <translation>检查 {n}：未生成结构化报告：结构化报告须引用图像，而该检查的截图均无法读取。</translation>
    </message>
    <message>
        <source>Exam {n}: the picture of acquisition {m} was left out: its ROI does not lie on the SWE box.</source>
        <translation>检查 {n}：第 {m} 次采集的图片未写出：其 ROI 不在 SWE 框上。</translation>
    </message>
    <message>
        <source>Export it as RGB or as a PNG.</source>
        <translation>请导出为 RGB 或 PNG。</translation>
    </message>
    <message>
        <source>Export it as single screens, RGB or JPEG.</source>
        <translation>请导出为单张截图（RGB 或 JPEG）。</translation>
    </message>
    <message>
        <source>Export single screens at their own size.</source>
        <translation>请按原始尺寸导出单张截图。</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Fill the column {value}.</source>
        <translation>请填写列 {value}。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation>请释放空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Free some space; nothing is lost meanwhile.</source>
        <translation>请释放空间；期间不会丢失内容。</translation>
    </message>
    <message>
        <source>Free some space; what was kept before is still there.</source>
        <translation>请释放空间；之前保留的内容仍在。</translation>
    </message>
    <message>
        <source>Freeze as many or more, or choose another architecture.</source>
        <translation>请冻结同样多或更多的层，或选择其他结构。</translation>
    </message>
    <message>
        <source>Give a UTF-8 file of comma-separated values.</source>
        <translation>请给出 UTF-8 编码、以逗号分隔的文件。</translation>
    </message>
    <message>
        <source>Give a folder or file with screens.</source>
        <translation>请给出含有截图的文件夹或文件。</translation>
    </message>
    <message>
        <source>Give it to `train --from`, or choose another model.</source>
        <translation>请将其交给 `train --from`，或选择其他模型。</translation>
    </message>
    <message>
        <source>Give them first.</source>
        <translation>请先给出。</translation>
    </message>
    <message>
        <source>Gut 2019;68:729 used 20 mm; the limit of half of that is ours</source>
        <translation>Gut 2019;68:729 使用 20 mm；取其一半为限系本程序自定</translation>
    </message>
    <message>
        <source>Hold out the same patients (seed {n}, share {value}), or begin with another package.</source>
        <translation>请留出相同的患者（种子 {n}，比例 {value}），或从另一个模型包开始。</translation>
    </message>
    <message>
        <source>Hospitals, a share, or a column split: give one of them.</source>
        <translation>医院、比例或 split 列：只给出其中之一。</translation>
    </message>
    <message>
        <source>IQR/median ≤ 15 % in m/s</source>
        <translation>以 m/s 计，IQR/中位数 ≤ 15 %</translation>
    </message>
    <message>
        <source>IQR/median ≤ 15 % in m/s [?]</source>
        <translation>以 m/s 计，IQR/中位数 ≤ 15 % [?]</translation>
    </message>
    <message>
        <source>IQR/median ≤ 30 % in kPa</source>
        <translation>以 kPa 计，IQR/中位数 ≤ 30 %</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>读写错误</translation>
    </message>
    <message>
        <source>Install a folder with the files themselves.</source>
        <translation>请安装包含文件本身的文件夹。</translation>
    </message>
    <message>
        <source>Install the full edition of DLRE GUI, or use its Python package.</source>
        <translation>请安装 DLRE GUI 完整版，或使用其 Python 软件包。</translation>
    </message>
    <message>
        <source>Install the newer version to open it.</source>
        <translation>请安装更新版本后打开。</translation>
    </message>
    <message>
        <source>Install the package &apos;rapidocr&apos; (3.10 or newer) again.</source>
        <translation>请重新安装软件包 rapidocr（3.10 或更新版本）。</translation>
    </message>
    <message>
        <source>Install the package again, or choose another model.</source>
        <translation>请重新安装该模型包，或选择其他模型。</translation>
    </message>
    <message>
        <source>Internal error while working on this screen: {detail}</source>
        <translation>处理该截图时发生内部错误。</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>It needs {value}.</source>
        <translation>需要 {value}。</translation>
    </message>
    <message>
        <source>It was started again: try once more.</source>
        <translation>已重新启动，请再试一次。</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>It was stopped; nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
    <message>
        <source>Its figures say how the program works, and nothing about real patients.</source>
        <translation>其数字只说明程序如何工作，不能说明真实患者的情况。</translation>
    </message>
    <message>
        <source>Its hospitals: {value}.</source>
        <translation>其中的医院：{value}。</translation>
    </message>
    <message>
        <source>Its networks of {names} are those of a package trained on simulated screens: their probabilities say nothing about a real patient.</source>
        <translation>其 {names} 的网络来自仅以模拟截图训练的模型包：其概率不能说明真实患者的情况。</translation>
    </message>
    <message>
        <source>Its probabilities are those of patients like the ones who calibrated it: {value}.</source>
        <translation>其概率适用于与校准所用患者相似的人群：{value}。</translation>
    </message>
    <message>
        <source>Its training began with weights that simulated data had made.</source>
        <translation>其训练始于由模拟数据得到的权重。</translation>
    </message>
    <message>
        <source>Leave the smoothing out: they go on as they began.</source>
        <translation>请不要指定平滑：它们按原有方式继续。</translation>
    </message>
    <message>
        <source>Make the file and its folder writeable for you.</source>
        <translation>请使该文件及其文件夹可写。</translation>
    </message>
    <message>
        <source>Measure again.</source>
        <translation>请重新测量。</translation>
    </message>
    <message>
        <source>Mend it, or delete it: the bundled tables are used without it.</source>
        <translation>请修正或删除；没有它时使用自带的表。</translation>
    </message>
    <message>
        <source>Name one: {value}.</source>
        <translation>请指定其一：{value}。</translation>
    </message>
    <message>
        <source>No DICOM files can be made: {reason}.</source>
        <translation>无法生成 DICOM 文件：{reason}。</translation>
    </message>
    <message>
        <source>No scanner writes this; do not trust the file.</source>
        <translation>没有设备会写出这样的内容；请勿信任该文件。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有该文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何更改。</translation>
    </message>
    <message>
        <source>Nothing was changed. Export the exams again, or choose another file.</source>
        <translation>未作任何更改。请重新导出检查，或选择其他文件。</translation>
    </message>
    <message>
        <source>On either side a stage needs two patients: one trains, one is held out.</source>
        <translation>阳性和阴性两侧各须有一个分期至少有两名患者：一名用于训练，一名留出。</translation>
    </message>
    <message>
        <source>Open a file or folder.</source>
        <translation>请打开文件或文件夹。</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <source>Open it as a folder.</source>
        <translation>请作为文件夹打开。</translation>
    </message>
    <message>
        <source>Open it from the File menu or open its folder.</source>
        <translation>请从“文件”菜单打开，或打开其所在文件夹。</translation>
    </message>
    <message>
        <source>Open it with the version of the program that wrote it.</source>
        <translation>请用写入它的程序版本打开。</translation>
    </message>
    <message>
        <source>Open the folder instead.</source>
        <translation>请改为打开该文件夹。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许该操作</translation>
    </message>
    <message>
        <source>PLOS ONE 2017, 0175747: goes with discordance between observers</source>
        <translation>PLOS ONE 2017, 0175747：与观察者间不一致有关</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Place it again.</source>
        <translation>请重新放置。</translation>
    </message>
    <message>
        <source>Please report it with the file if you may.</source>
        <translation>请在允许的情况下连同文件一并报告。</translation>
    </message>
    <message>
        <source>Q-Box minimum ≤ 0.2 kPa: unreliable</source>
        <translation>Q-Box 最小值 ≤ 0.2 kPa：不可靠</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>磁盘为只读</translation>
    </message>
    <message>
        <source>Readable are DICOM, PNG, JPEG, BMP and TIFF.</source>
        <translation>可读取 DICOM、PNG、JPEG、BMP 和 TIFF。</translation>
    </message>
    <message>
        <source>Remove it first, or give the new one another version.</source>
        <translation>请先移除，或为新模型包设定其他版本号。</translation>
    </message>
    <message>
        <source>Rename or remove one.</source>
        <translation>请重命名或删除其中之一。</translation>
    </message>
    <message>
        <source>Report this; the file is unchanged.</source>
        <translation>请报告此问题；文件未被更改。</translation>
    </message>
    <message>
        <source>Run `dlre-gui doctor` to find out why.</source>
        <translation>请运行 `dlre-gui doctor` 查明原因。</translation>
    </message>
    <message>
        <source>Run `dlre-gui doctor`.</source>
        <translation>请运行 `dlre-gui doctor`。</translation>
    </message>
    <message>
        <source>Run it again to go on.</source>
        <translation>再次运行即可继续。</translation>
    </message>
    <message>
        <source>Save it as an 8-bit picture.</source>
        <translation>请保存为 8 位图像。</translation>
    </message>
    <message>
        <source>Save it there as CSV, and choose that file.</source>
        <translation>请在电子表格程序中另存为 CSV，再选择该文件。</translation>
    </message>
    <message>
        <source>Set it aside (it is renamed, nothing is deleted) to start a new one, or restore a backup.</source>
        <translation>可将其移开（只改名，不删除）并新建一个，或恢复备份。</translation>
    </message>
    <message>
        <source>Simulated data: the patients and screens of this cohort are simulated.</source>
        <translation>模拟数据：此队列的患者和截图都是模拟的。</translation>
    </message>
    <message>
        <source>Something is wrong with a file.</source>
        <translation>文件有问题。</translation>
    </message>
    <message>
        <source>Start again: all is scored by the package that lies there now.</source>
        <translation>请重新开始：全部由现在该处的模型包评分。</translation>
    </message>
    <message>
        <source>Start the program again; see `dlre-gui doctor`.</source>
        <translation>请重新启动程序；参见 `dlre-gui doctor`。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Tables, JSON and pictures are made of any number.</source>
        <translation>表格、JSON 和图片不限数量。</translation>
    </message>
    <message>
        <source>The GPU cannot be used: {detail}.</source>
        <translation>无法使用 GPU。</translation>
    </message>
    <message>
        <source>The GPU failed to run the model: {detail}</source>
        <translation>GPU 运行模型失败。</translation>
    </message>
    <message>
        <source>The backup {path} is not like the book.</source>
        <translation>备份 {path} 与检查簿不一致。</translation>
    </message>
    <message>
        <source>The cohort table is wrong.</source>
        <translation>队列表有误。</translation>
    </message>
    <message>
        <source>The computing device cannot be used.</source>
        <translation>无法使用该计算设备。</translation>
    </message>
    <message>
        <source>The disk is slow or gone; try again.</source>
        <translation>磁盘过慢或已断开；请重试。</translation>
    </message>
    <message>
        <source>The exam book cannot be opened, read or written.</source>
        <translation>检查簿无法打开、读取或写入。</translation>
    </message>
    <message>
        <source>The exam book is damaged.</source>
        <translation>检查簿已损坏。</translation>
    </message>
    <message>
        <source>The exam book is open in another window.</source>
        <translation>检查簿已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>The exam book {path} cannot be opened or written ({detail}).</source>
        <translation>检查簿 {path} 无法打开或写入。</translation>
    </message>
    <message>
        <source>The exam book {path} cannot grow: the disk is full.</source>
        <translation>检查簿 {path} 无法增大：磁盘已满。</translation>
    </message>
    <message>
        <source>The exam book {path} holds an entry that cannot be understood ({detail}).</source>
        <translation>检查簿 {path} 中有无法理解的条目。</translation>
    </message>
    <message>
        <source>The exam book {path} is closed.</source>
        <translation>检查簿 {path} 已关闭。</translation>
    </message>
    <message>
        <source>The exam book {path} is damaged ({detail}).</source>
        <translation>检查簿 {path} 已损坏。</translation>
    </message>
    <message>
        <source>The exam book {path} is open in another window ({who}).</source>
        <translation>检查簿 {path} 已在另一个窗口中打开（{who}）。</translation>
    </message>
    <message>
        <source>The exam book {path} is open in another window.</source>
        <translation>检查簿 {path} 已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>The exam book {path} is write-protected.</source>
        <translation>检查簿 {path} 有写保护。</translation>
    </message>
    <message>
        <source>The exam book {path} was not written in time.</source>
        <translation>检查簿 {path} 未能及时写入。</translation>
    </message>
    <message>
        <source>The exam book {path} was not written within {n} s.</source>
        <translation>检查簿 {path} 未能在 {n} 秒内写入。</translation>
    </message>
    <message>
        <source>The exam book {path} was written by a newer version of this program (format {n}, this one knows up to {m}).</source>
        <translation>检查簿 {path} 由更新版本的程序写入（格式 {n}，本程序最高支持 {m}）。</translation>
    </message>
    <message>
        <source>The exam that this export was opened for is not open or not in the exam book any more.</source>
        <translation>打开此导出窗口时所针对的检查现已关闭，或已不在检查簿中。</translation>
    </message>
    <message>
        <source>The exam to be exported is closed.</source>
        <translation>要导出的检查已关闭。</translation>
    </message>
    <message>
        <source>The exam {value} is not in the exam book.</source>
        <translation>检查 {value} 不在检查簿中。</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>导出已停止。</translation>
    </message>
    <message>
        <source>The file cannot be imported.</source>
        <translation>无法导入该文件。</translation>
    </message>
    <message>
        <source>The file crashed its decoder.</source>
        <translation>文件使解码程序崩溃。</translation>
    </message>
    <message>
        <source>The file is damaged or cannot be read.</source>
        <translation>文件已损坏或无法读取。</translation>
    </message>
    <message>
        <source>The file is damaged; export it from the scanner again.</source>
        <translation>文件已损坏；请从设备重新导出。</translation>
    </message>
    <message>
        <source>The file is larger than what is read.</source>
        <translation>文件超出可读取的大小。</translation>
    </message>
    <message>
        <source>The file is not there, or may not be read.</source>
        <translation>文件不存在，或无权读取。</translation>
    </message>
    <message>
        <source>The file is of no kind that holds a screen.</source>
        <translation>该文件不是可用的截图文件。</translation>
    </message>
    <message>
        <source>The file took too long to decode.</source>
        <translation>文件解码超时。</translation>
    </message>
    <message>
        <source>The folder holds something else or cannot be used.</source>
        <translation>该文件夹中已有其他内容，或无法使用。</translation>
    </message>
    <message>
        <source>The last changes may be missing.</source>
        <translation>最近的更改可能缺失。</translation>
    </message>
    <message>
        <source>The logo {path} could not be read: the reports have none.</source>
        <translation>无法读取徽标 {path}：报告中没有徽标。</translation>
    </message>
    <message>
        <source>The model package is incomplete or damaged.</source>
        <translation>模型包不完整或已损坏。</translation>
    </message>
    <message>
        <source>The model package was replaced while it was at work.</source>
        <translation>模型包在运行期间被替换。</translation>
    </message>
    <message>
        <source>The model package {path} is refused: {detail}.</source>
        <translation>模型包 {path} 被拒绝：不完整、已损坏或与说明卡不符。</translation>
    </message>
    <message>
        <source>The model package {path} is refused: {value} is a link.</source>
        <translation>模型包 {path} 被拒绝：{value} 是链接。</translation>
    </message>
    <message>
        <source>The new package would have no network for {names}.</source>
        <translation>新的模型包将缺少 {names} 的网络。</translation>
    </message>
    <message>
        <source>The output folder {path} cannot be made or written: {reason}.</source>
        <translation>无法创建或写入输出文件夹 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The picture is no SWE screen that can be scored.</source>
        <translation>该图像不是可评分的 SWE 截图。</translation>
    </message>
    <message>
        <source>The scoring process began with {detail}.</source>
        <translation>评分进程启动时应答有误。</translation>
    </message>
    <message>
        <source>The scoring process cannot start: {detail}</source>
        <translation>评分进程无法启动。</translation>
    </message>
    <message>
        <source>The scoring process could not be started: {detail}.</source>
        <translation>评分进程未能启动。</translation>
    </message>
    <message>
        <source>The scoring process ended unexpectedly ({detail}).</source>
        <translation>评分进程意外结束。</translation>
    </message>
    <message>
        <source>The scoring process failed.</source>
        <translation>评分进程出错。</translation>
    </message>
    <message>
        <source>The tasks of {name} share {n} layers, and {m} would be frozen.</source>
        <translation>{name} 的各任务共享 {n} 层，而将冻结的是 {m} 层。</translation>
    </message>
    <message>
        <source>The text recognition network is missing.</source>
        <translation>缺少文字识别网络。</translation>
    </message>
    <message>
        <source>There are several versions of {value}.</source>
        <translation>{value} 有多个版本。</translation>
    </message>
    <message>
        <source>There are: {value}.</source>
        <translation>现有：{value}。</translation>
    </message>
    <message>
        <source>There is no device {value}.</source>
        <translation>没有设备 {value}。</translation>
    </message>
    <message>
        <source>There is no file to score in {path}.</source>
        <translation>{path} 中没有可评分的文件。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>There is no model package {value}.</source>
        <translation>没有模型包 {value}。</translation>
    </message>
    <message>
        <source>This did not work.</source>
        <translation>操作未成功。</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Train all three tasks, or begin with a package of the same architecture that has them.</source>
        <translation>请训练全部三个任务，或从具有这些网络的同结构模型包开始。</translation>
    </message>
    <message>
        <source>Train and validate on different patients.</source>
        <translation>请用不同的患者训练和验证。</translation>
    </message>
    <message>
        <source>Trained on one cohort; its performance elsewhere is not known.</source>
        <translation>以单一队列训练；在其他地方的表现未知。</translation>
    </message>
    <message>
        <source>Trained on simulated screens only: its probabilities say nothing about a real patient.</source>
        <translation>仅以模拟截图训练：其概率不能说明真实患者的情况。</translation>
    </message>
    <message>
        <source>Try again, on another disk.</source>
        <translation>请在其他磁盘上重试。</translation>
    </message>
    <message>
        <source>Use that window, or close it and try again.</source>
        <translation>请使用该窗口，或将其关闭后重试。</translation>
    </message>
    <message>
        <source>Validate on other patients, or begin with another package.</source>
        <translation>请用其他患者验证，或从另一个模型包开始。</translation>
    </message>
    <message>
        <source>Value error, {reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>WHO 2024 (hepatitis B)</source>
        <translation>WHO 2024（乙型肝炎）</translation>
    </message>
    <message>
        <source>Wait until it has ended, or choose another output folder.</source>
        <translation>请等它结束，或选择其他输出文件夹。</translation>
    </message>
    <message>
        <source>What is written lies in {path}.</source>
        <translation>已写入的内容位于 {path}。</translation>
    </message>
    <message>
        <source>What was finished is kept: free some space or mend the disk, then run it again to go on.</source>
        <translation>已完成的部分会保留：请释放空间或修复磁盘，然后再次运行。</translation>
    </message>
    <message>
        <source>What was finished is kept; run it again to go on.</source>
        <translation>已完成的部分会保留；再次运行即可继续。</translation>
    </message>
    <message>
        <source>What was found before is kept; open the file again.</source>
        <translation>此前的结果已保留；请重新打开该文件。</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>7z 压缩包</translation>
    </message>
    <message>
        <source>a GIF picture</source>
        <translation>GIF 图像</translation>
    </message>
    <message>
        <source>a JPEG 2000 file outside DICOM</source>
        <translation>DICOM 以外的 JPEG 2000 文件</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a ZIP archive or Office document</source>
        <translation>ZIP 压缩包或 Office 文档</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>gzip 压缩包</translation>
    </message>
    <message>
        <source>a network answers only for what resembles its training data</source>
        <translation>网络只对与训练数据相似的内容有效</translation>
    </message>
    <message>
        <source>a text or a file of an unknown kind</source>
        <translation>文本或未知类型的文件</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>a video or WebP picture</source>
        <translation>视频或 WebP 图像</translation>
    </message>
    <message>
        <source>an MR elastogram, not ultrasound</source>
        <translation>这是磁共振弹性图，不是超声图像</translation>
    </message>
    <message>
        <source>another file lies in its place.</source>
        <translation>原位置已是另一个文件。</translation>
    </message>
    <message>
        <source>beyond the scale&apos;s top the stiffness is unknown; the limit is ours</source>
        <translation>超出量程上限的硬度未知；界限系本程序自定</translation>
    </message>
    <message>
        <source>does not follow the entry before it (moved or replaced)</source>
        <translation>与前一条目不衔接（被移动或替换）</translation>
    </message>
    <message>
        <source>each band must begin above the one before</source>
        <translation>每一档的起点须高于前一档</translation>
    </message>
    <message>
        <source>entries {value} are missing</source>
        <translation>条目 {value} 缺失</translation>
    </message>
    <message>
        <source>entries {value} are missing: cut off, or an older copy put back</source>
        <translation>条目 {value} 缺失：被截去，或换回了旧副本</translation>
    </message>
    <message>
        <source>exam {n} is no JSON</source>
        <translation>第 {n} 个检查不是 JSON</translation>
    </message>
    <message>
        <source>exam {n}: {detail}</source>
        <translation>第 {n} 个检查有误</translation>
    </message>
    <message>
        <source>failure is little or no signal in the box; the limit of a third is ours</source>
        <translation>框内信号很少或没有即为失败；三分之一的界限系本程序自定</translation>
    </message>
    <message>
        <source>fasting for at least 4 h (EFSUMB)</source>
        <translation>空腹至少 4 小时（EFSUMB）</translation>
    </message>
    <message>
        <source>frames of a clip are one measurement</source>
        <translation>动态图像的各帧属于同一次测量</translation>
    </message>
    <message>
        <source>is not as its last entry in the trail says</source>
        <translation>与审计记录的最后条目不符</translation>
    </message>
    <message>
        <source>is not the entry that was there when its hash was noted</source>
        <translation>不是记录散列值时的条目</translation>
    </message>
    <message>
        <source>it cannot be read ({detail})</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>it does not hold {value} once</source>
        <translation>其中的 {value} 不是恰好一份</translation>
    </message>
    <message>
        <source>it is another program&apos;s file</source>
        <translation>它是其他程序的文件</translation>
    </message>
    <message>
        <source>it is damaged ({detail})</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>it is damaged or no export ({detail})</source>
        <translation>文件已损坏，或不是导出文件</translation>
    </message>
    <message>
        <source>it is larger than it says or than an export can be</source>
        <translation>大于其声明或导出文件的上限</translation>
    </message>
    <message>
        <source>its content is not what was exported (cut or changed)</source>
        <translation>内容与导出时不同（被截断或更改）</translation>
    </message>
    <message>
        <source>its file could not be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>its file took too long to read.</source>
        <translation>文件读取超时。</translation>
    </message>
    <message>
        <source>its file was not found.</source>
        <translation>未找到文件。</translation>
    </message>
    <message>
        <source>its format is {value}, this program knows 1</source>
        <translation>其格式为 {value}，本程序支持 1</translation>
    </message>
    <message>
        <source>its manifest is not that of an export</source>
        <translation>其清单不是导出文件的清单</translation>
    </message>
    <message>
        <source>labels and ticks of the colour bar must agree</source>
        <translation>色标的数字与刻度必须一致</translation>
    </message>
    <message>
        <source>m/s is never counted as kPa</source>
        <translation>m/s 绝不当作 kPa</translation>
    </message>
    <message>
        <source>minimum ≤ mean ≤ maximum</source>
        <translation>最小值 ≤ 平均值 ≤ 最大值</translation>
    </message>
    <message>
        <source>more cells than columns</source>
        <translation>单元格多于列数</translation>
    </message>
    <message>
        <source>neither the colour bar&apos;s labels nor a Q-Box tell of stiffness</source>
        <translation>色标刻度和 Q-Box 均未显示硬度</translation>
    </message>
    <message>
        <source>no SWE box</source>
        <translation>未见 SWE 框</translation>
    </message>
    <message>
        <source>no SWE box found</source>
        <translation>未找到 SWE 框</translation>
    </message>
    <message>
        <source>no SWE box: {reason}</source>
        <translation>未见 SWE 框：{reason}</translation>
    </message>
    <message>
        <source>no area shows the colour bar&apos;s colours</source>
        <translation>没有区域呈现色标的颜色</translation>
    </message>
    <message>
        <source>no colour bar, and the colours are not an elastogram&apos;s</source>
        <translation>没有色标，颜色也不像弹性图</translation>
    </message>
    <message>
        <source>no coloured area lies in the B-mode picture</source>
        <translation>B 型图像中没有彩色区域</translation>
    </message>
    <message>
        <source>of an unknown kind</source>
        <translation>未知类型的文件</translation>
    </message>
    <message>
        <source>one Q-Box a screen (Gut 2019;68:729)</source>
        <translation>每张截图一个 Q-Box（Gut 2019;68:729）</translation>
    </message>
    <message>
        <source>one screen a picture</source>
        <translation>每幅图一张截图</translation>
    </message>
    <message>
        <source>pair in common use</source>
        <translation>常用界值对</translation>
    </message>
    <message>
        <source>path is empty</source>
        <translation>path 为空</translation>
    </message>
    <message>
        <source>patient {value} is in both</source>
        <translation>患者 {value} 两边都有</translation>
    </message>
    <message>
        <source>patient {value} is {stage} here, but {other} in row {n}</source>
        <translation>患者 {value} 在此为 {stage}，而第 {n} 行为 {other}</translation>
    </message>
    <message>
        <source>patient_id is empty</source>
        <translation>patient_id 为空</translation>
    </message>
    <message>
        <source>process {n} of {value} on the computer {name}, since {when} UTC</source>
        <translation>计算机 {name} 上 {value} 的进程 {n}，自 {when}（UTC）</translation>
    </message>
    <message>
        <source>process {n} of {value} on this computer, since {when} UTC</source>
        <translation>本机上 {value} 的进程 {n}，自 {when}（UTC）</translation>
    </message>
    <message>
        <source>roi_x and roi_y must both be given, or neither</source>
        <translation>roi_x 和 roi_y 必须同时给出或都不给</translation>
    </message>
    <message>
        <source>row {n}: {reason}</source>
        <translation>第 {n} 行：{reason}</translation>
    </message>
    <message>
        <source>row {n}: {value} is no number</source>
        <translation>第 {n} 行：{value} 不是数字</translation>
    </message>
    <message>
        <source>rows {rows}: {reason}</source>
        <translation>第 {rows} 行：{reason}</translation>
    </message>
    <message>
        <source>stability index ≥ 90 % (Aixplorer)</source>
        <translation>稳定指数 ≥ 90 %（Aixplorer）</translation>
    </message>
    <message>
        <source>stage {value} is Scheuer&apos;s: give the METAVIR stage, F0 to F4</source>
        <translation>分期 {value} 属于 Scheuer 分期：请填写 METAVIR 分期 F0 至 F4</translation>
    </message>
    <message>
        <source>stage {value} is none of F0 to F4</source>
        <translation>分期 {value} 不在 F0 至 F4 之中</translation>
    </message>
    <message>
        <source>the DLRE ROI holds the whole SWE box (Gut 2019;68:729)</source>
        <translation>DLRE ROI 包含整个 SWE 框（Gut 2019;68:729）</translation>
    </message>
    <message>
        <source>the LSM is the median of the Q-Box means</source>
        <translation>LSM 为 Q-Box 平均值的中位数</translation>
    </message>
    <message>
        <source>the Q-Box belongs inside the SWE box</source>
        <translation>Q-Box 应位于 SWE 框内</translation>
    </message>
    <message>
        <source>the ROI does not lie on the SWE box</source>
        <translation>ROI 不在 SWE 框上</translation>
    </message>
    <message>
        <source>the character set of the file must be right</source>
        <translation>文件的字符集必须正确</translation>
    </message>
    <message>
        <source>the colour bar is not a stiffness scale in kPa or m/s</source>
        <translation>色标不是以 kPa 或 m/s 为单位的硬度标尺</translation>
    </message>
    <message>
        <source>the colour bar was not found or has no readable labels</source>
        <translation>未找到色标，或其刻度无法读取</translation>
    </message>
    <message>
        <source>the colour bar&apos;s labels, ticks, unit and the Q-Box must agree</source>
        <translation>色标的标注、刻度、单位与 Q-Box 应一致</translation>
    </message>
    <message>
        <source>the coloured area is no box on a B-mode picture</source>
        <translation>彩色区域不是 B 型图像上的框</translation>
    </message>
    <message>
        <source>the first band must begin at 0 kPa, including it</source>
        <translation>第一档须从 0 kPa 开始（含 0）</translation>
    </message>
    <message>
        <source>the model&apos;s population: Aixplorer (Gut 2019;68:729)</source>
        <translation>模型的适用人群：Aixplorer（Gut 2019;68:729）</translation>
    </message>
    <message>
        <source>the model&apos;s population: chronic hepatitis B (Gut 2019;68:729)</source>
        <translation>模型的适用人群：慢性乙型肝炎（Gut 2019;68:729）</translation>
    </message>
    <message>
        <source>the patient ID has {n} characters, DICOM allows {m}</source>
        <translation>患者 ID 有 {n} 个字符，DICOM 允许 {m} 个</translation>
    </message>
    <message>
        <source>the patient ID holds a backslash, at which DICOM begins another value</source>
        <translation>患者 ID 含反斜杠，DICOM 会在此处开始另一个值</translation>
    </message>
    <message>
        <source>the patient&apos;s name has more parts than DICOM allows (three ways to write it, of five parts each)</source>
        <translation>患者姓名的组成部分超出 DICOM 的限制（三种写法，每种五部分）</translation>
    </message>
    <message>
        <source>the patient&apos;s name has {n} characters, DICOM allows {m}</source>
        <translation>患者姓名有 {n} 个字符，DICOM 允许 {m} 个</translation>
    </message>
    <message>
        <source>the patient&apos;s name holds a backslash, at which DICOM begins another value</source>
        <translation>患者姓名含反斜杠，DICOM 会在此处开始另一个值</translation>
    </message>
    <message>
        <source>the picture is too small</source>
        <translation>图像过小</translation>
    </message>
    <message>
        <source>the same screen counts once</source>
        <translation>同一截图仅计一次</translation>
    </message>
    <message>
        <source>there is no file {path}</source>
        <translation>没有文件 {path}</translation>
    </message>
    <message>
        <source>two stages or more between LSM and DLRE (limit ours)</source>
        <translation>LSM 与 DLRE 相差两期或以上（界限系本程序自定）</translation>
    </message>
    <message>
        <source>values read from pixels count once a person confirmed them</source>
        <translation>从像素读取的数值经人确认后才计入</translation>
    </message>
    <message>
        <source>was added without an entry in the trail</source>
        <translation>是在没有审计条目的情况下添加的</translation>
    </message>
    <message>
        <source>was changed after it was written</source>
        <translation>写入后被更改</translation>
    </message>
    <message>
        <source>was deleted, or never belonged to this book</source>
        <translation>被删除，或从不属于本检查簿</translation>
    </message>
    <message>
        <source>without its scale a colour says no stiffness</source>
        <translation>没有量程，颜色不能说明硬度</translation>
    </message>
    <message>
        <source>{names} are not in rising order</source>
        <translation>{names} 不是递增的</translation>
    </message>
    <message>
        <source>{name} must be a whole number, not {value}</source>
        <translation>{name} 必须是整数，而不是 {value}</translation>
    </message>
    <message>
        <source>{name} of patient {value} is {here} here, but {other} in row {n}</source>
        <translation>患者 {value} 的 {name} 在此为 {here}，而第 {n} 行为 {other}</translation>
    </message>
    <message>
        <source>{name} {value} cannot be: {range}</source>
        <translation>{name} {value} 不可能：{range}</translation>
    </message>
    <message>
        <source>{name} {value} is no number; leave the cell empty if it is unknown</source>
        <translation>{name} {value} 不是数字；未知时请留空</translation>
    </message>
    <message>
        <source>{name} {value} is none of {names}</source>
        <translation>{name} {value} 不是 {names} 之一</translation>
    </message>
    <message>
        <source>{n} of the {m} patients that count here ({value}) trained or tuned this model: their figures flatter it.</source>
        <translation>此处计入的 {m} 名患者（{value}）中有 {n} 名曾用于训练或调整该模型：其数字会偏高。</translation>
    </message>
    <message>
        <source>{path} cannot be imported: {reason}.</source>
        <translation>无法导入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be looked into: {reason}.</source>
        <translation>无法查看 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be made: {reason}.</source>
        <translation>无法创建 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}).</source>
        <translation>无法读取 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be used for the export: {reason}.</source>
        <translation>{path} 不能用于导出：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be used:</source>
        <translation>无法使用 {path}：</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} claims a picture of {width}x{height} px.</source>
        <translation>{path} 声称图像为 {width}×{height} 像素。</translation>
    </message>
    <message>
        <source>{path} claims {n} frames, but holds {m}.</source>
        <translation>{path} 声称有 {n} 帧，实际只有 {m} 帧。</translation>
    </message>
    <message>
        <source>{path} claims {n} frames.</source>
        <translation>{path} 声称有 {n} 帧。</translation>
    </message>
    <message>
        <source>{path} claims {n} of {m} bits a sample.</source>
        <translation>{path} 声称每分量 {m} 位中使用 {n} 位。</translation>
    </message>
    <message>
        <source>{path} claims {n} samples a pixel with {kind}.</source>
        <translation>{path} 声称每像素 {n} 个分量（{kind}）。</translation>
    </message>
    <message>
        <source>{path} claims {n} samples a pixel, its compressed pixels {m}.</source>
        <translation>{path} 声称每像素 {n} 个分量，压缩数据却为 {m} 个。</translation>
    </message>
    <message>
        <source>{path} claims {n}x{m} px, its compressed pixels {width}x{height}.</source>
        <translation>{path} 声称为 {n}×{m} 像素，压缩数据却为 {width}×{height}。</translation>
    </message>
    <message>
        <source>{path} could not be made: {reason}.</source>
        <translation>无法创建 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} could not be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} could not be written: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} crashed its decoder or used too much memory.</source>
        <translation>{path} 使解码程序崩溃或占用内存过多。</translation>
    </message>
    <message>
        <source>{path} exists already.</source>
        <translation>{path} 已存在。</translation>
    </message>
    <message>
        <source>{path} gives its number of frames as {value}.</source>
        <translation>{path} 的帧数写作 {value}。</translation>
    </message>
    <message>
        <source>{path} halves the colours of an odd number of columns.</source>
        <translation>{path} 的列数为奇数，却对颜色二次采样。</translation>
    </message>
    <message>
        <source>{path} has a broken colour palette.</source>
        <translation>{path} 的调色板已损坏。</translation>
    </message>
    <message>
        <source>{path} has a broken {kind} header.</source>
        <translation>{path} 的 {kind} 文件头已损坏。</translation>
    </message>
    <message>
        <source>{path} has no column {value}.</source>
        <translation>{path} 缺少列 {value}。</translation>
    </message>
    <message>
        <source>{path} has no frame {n}; it has {m}.</source>
        <translation>{path} 没有第 {n} 帧；共 {m} 帧。</translation>
    </message>
    <message>
        <source>{path} has no patient of hospital {value}.</source>
        <translation>{path} 中没有医院 {value} 的患者。</translation>
    </message>
    <message>
        <source>{path} has pixels of the kind {kind}.</source>
        <translation>{path} 的像素类型为 {kind}。</translation>
    </message>
    <message>
        <source>{path} has the column {value} twice.</source>
        <translation>{path} 中列 {value} 出现两次。</translation>
    </message>
    <message>
        <source>{path} holds another training: another cohort or other settings ({value}).</source>
        <translation>{path} 中是另一次训练：队列或设置不同（{value}）。</translation>
    </message>
    <message>
        <source>{path} holds files already; an export never overwrites.</source>
        <translation>{path} 中已有文件；导出绝不覆盖。</translation>
    </message>
    <message>
        <source>{path} holds numbers, not colours.</source>
        <translation>{path} 中是数值，不是颜色。</translation>
    </message>
    <message>
        <source>{path} holds the results of {paths}, which would be lost from its tables.</source>
        <translation>{path} 含有 {paths} 的结果，这些结果将从其表格中丢失。</translation>
    </message>
    <message>
        <source>{path} inflates to more than {n} MiB.</source>
        <translation>{path} 解压后超过 {n} MiB。</translation>
    </message>
    <message>
        <source>{path} is a DICOM file without a picture.</source>
        <translation>{path} 是不含图像的 DICOM 文件。</translation>
    </message>
    <message>
        <source>{path} is a DICOMDIR index.</source>
        <translation>{path} 是 DICOMDIR 索引文件。</translation>
    </message>
    <message>
        <source>{path} is a book of format {n}, not {m}.</source>
        <translation>{path} 是格式 {n} 的检查簿，而不是 {m}。</translation>
    </message>
    <message>
        <source>{path} is a broken DICOM file: {detail}.</source>
        <translation>{path} 是损坏的 DICOM 文件。</translation>
    </message>
    <message>
        <source>{path} is a broken DICOMDIR: {detail}.</source>
        <translation>{path} 是损坏的 DICOMDIR。</translation>
    </message>
    <message>
        <source>{path} is a damaged {kind} file: {detail}.</source>
        <translation>{path} 是损坏的 {kind} 文件。</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} 是文件夹。</translation>
    </message>
    <message>
        <source>{path} is a pipe or device, not a file.</source>
        <translation>{path} 是管道或设备，不是文件。</translation>
    </message>
    <message>
        <source>{path} is a program, not a picture.</source>
        <translation>{path} 是程序，不是图像。</translation>
    </message>
    <message>
        <source>{path} is a source model: a training can begin with it, and it scores nothing.</source>
        <translation>{path} 是源模型：训练可以由它开始，但它不能评分。</translation>
    </message>
    <message>
        <source>{path} is a spreadsheet&apos;s own file.</source>
        <translation>{path} 是电子表格程序自己的文件。</translation>
    </message>
    <message>
        <source>{path} is already in row {n}</source>
        <translation>{path} 已在第 {n} 行</translation>
    </message>
    <message>
        <source>{path} is another file than the one that was opened.</source>
        <translation>{path} 已不是原来打开的文件。</translation>
    </message>
    <message>
        <source>{path} is compressed in the way {kind}.</source>
        <translation>{path} 的压缩方式为 {kind}。</translation>
    </message>
    <message>
        <source>{path} is cut: it holds {n} of {m} bytes of pixels.</source>
        <translation>{path} 不完整：像素数据仅有 {n} 字节，应为 {m} 字节。</translation>
    </message>
    <message>
        <source>{path} is damaged ({detail}).</source>
        <translation>{path} 已损坏。</translation>
    </message>
    <message>
        <source>{path} is damaged: {detail}.</source>
        <translation>{path} 已损坏。</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path} 是空文件。</translation>
    </message>
    <message>
        <source>{path} is in both</source>
        <translation>{path} 两边都有</translation>
    </message>
    <message>
        <source>{path} is larger than {n} MB.</source>
        <translation>{path} 大于 {n} MB。</translation>
    </message>
    <message>
        <source>{path} is no cut-off table: {detail}.</source>
        <translation>{path} 不是分界值表。</translation>
    </message>
    <message>
        <source>{path} is no sound backup ({detail}).</source>
        <translation>{path} 不是完好的备份。</translation>
    </message>
    <message>
        <source>{path} is no table of comma-separated values: {detail}.</source>
        <translation>{path} 不是以逗号分隔的表格。</translation>
    </message>
    <message>
        <source>{path} is not UTF-8 text.</source>
        <translation>{path} 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>{path} is not a possible file name.</source>
        <translation>{path} 不是可用的文件名。</translation>
    </message>
    <message>
        <source>{path} is not a sound DICOM file: {detail}.</source>
        <translation>{path} 不是正常的 DICOM 文件。</translation>
    </message>
    <message>
        <source>{path} is not empty.</source>
        <translation>{path} 不是空的。</translation>
    </message>
    <message>
        <source>{path} is not there.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>{path} is the same picture as {other}</source>
        <translation>{path} 与 {other} 是同一张截图</translation>
    </message>
    <message>
        <source>{path} is the same picture as {other} in row {n}</source>
        <translation>{path} 与第 {n} 行的 {other} 是同一张截图</translation>
    </message>
    <message>
        <source>{path} is there, and was not written by a run of this program.</source>
        <translation>{path} 已存在，且不是本程序运行时写入的。</translation>
    </message>
    <message>
        <source>{path} is too large for a cut-off table.</source>
        <translation>{path} 过大，不是分界值表。</translation>
    </message>
    <message>
        <source>{path} is {n} MiB long.</source>
        <translation>{path} 长 {n} MiB。</translation>
    </message>
    <message>
        <source>{path} is {what}.</source>
        <translation>{path} 类型不符：{what}。</translation>
    </message>
    <message>
        <source>{path} leads nowhere: {reason}.</source>
        <translation>{path} 指向不存在的位置：{reason}。</translation>
    </message>
    <message>
        <source>{path} may not be read.</source>
        <translation>无权读取 {path}。</translation>
    </message>
    <message>
        <source>{path} needs more memory to decode than is allowed.</source>
        <translation>解码 {path} 所需内存超过允许值。</translation>
    </message>
    <message>
        <source>{path} says that its pixels are compressed, but they are not encapsulated.</source>
        <translation>{path} 声称像素已压缩，但并未封装。</translation>
    </message>
    <message>
        <source>{path} shares patients or screens with {other}:</source>
        <translation>{path} 与 {other} 有相同的患者或截图：</translation>
    </message>
    <message>
        <source>{path} took longer than {n} s to decode and was given up.</source>
        <translation>{path} 解码超过 {n} 秒，已放弃。</translation>
    </message>
    <message>
        <source>{path} was not read: the decoding process does not start.</source>
        <translation>{path} 未读取：解码进程无法启动。</translation>
    </message>
    <message>
        <source>{path}: frame {n} cannot be measured without SWE box and scale.</source>
        <translation>{path}：第 {n} 帧缺少 SWE 框和量程，无法测量。</translation>
    </message>
    <message>
        <source>{path}: hardly any stiffness in the SWE box, the measurement failed.</source>
        <translation>{path}：SWE 框内几乎没有硬度值，测量失败。</translation>
    </message>
    <message>
        <source>{path}: it is said twice who validates.</source>
        <translation>{path}：重复指定了由谁验证。</translation>
    </message>
    <message>
        <source>{path}: its networks see the stiffness map in another way than is asked for.</source>
        <translation>{path}：其网络看到的硬度图与所要求的方式不同。</translation>
    </message>
    <message>
        <source>{path}: no screen can be used. The first: {reason}</source>
        <translation>{path}：没有可用的截图。第一个：{reason}</translation>
    </message>
    <message>
        <source>{path}: no {value} is given for {names}.</source>
        <translation>{path}：{names} 缺少 {value}。</translation>
    </message>
    <message>
        <source>{path}: the ROI at {x}, {y} of {px} px is not on the screen.</source>
        <translation>{path}：位于 {x}, {y}、边长 {px} 像素的 ROI 不在截图内。</translation>
    </message>
    <message>
        <source>{path}: the colour bar&apos;s scale could not be read.</source>
        <translation>{path}：无法读取色标量程。</translation>
    </message>
    <message>
        <source>{path}: too few patients for {task}: {n} with it and {m} without.</source>
        <translation>{path}：{task} 的患者太少：阳性 {n} 名，阴性 {m} 名。</translation>
    </message>
    <message>
        <source>{path}: {n} MB are needed there, {m} MB are free.</source>
        <translation>{path}：需要 {n} MB，可用 {m} MB。</translation>
    </message>
    <message>
        <source>{path}: {n} of {m} patients held out are among those that trained {name}.</source>
        <translation>{path}：留出的 {m} 名患者中有 {n} 名曾用于训练 {name}。</translation>
    </message>
    <message>
        <source>{path}: {n} of {m} patients to validate on trained or tuned {name}.</source>
        <translation>{path}：用于验证的 {m} 名患者中有 {n} 名曾用于训练或调整 {name}。</translation>
    </message>
    <message>
        <source>{path}: {reason}.</source>
        <translation>{path}：{reason}。</translation>
    </message>
    <message>
        <source>{task}: AUC {value}, {n} other simulated patients, {m} screens, mean of a patient&apos;s probabilities ({detail})</source>
        <translation>{task}：AUC {value}，另外 {n} 名模拟患者，{m} 张截图，每名患者取概率平均值</translation>
    </message>
    <message>
        <source>{what} is not in this edition of DLRE GUI, which only scores.</source>
        <translation>本版 DLRE GUI 仅用于评分，不含 {what}。</translation>
    </message>
    <message>
        <source>≥ 3 measurements (EFSUMB)</source>
        <translation>≥ 3 次测量（EFSUMB）</translation>
    </message>
    <message>
        <source>≥F2 likely</source>
        <translation>≥F2 可能性大</translation>
    </message>
    <message>
        <source>≥F2 unlikely</source>
        <translation>≥F2 可能性小</translation>
    </message>
    <message>
        <source>≥F3 likely</source>
        <translation>≥F3 可能性大</translation>
    </message>
    <message>
        <source>≥F3 unlikely</source>
        <translation>≥F3 可能性小</translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>A higher stage is given a higher probability than a lower one.</source>
        <translation>较高分期的概率高于较低分期的概率。</translation>
    </message>
    <message>
        <source>A large part of the SWE box shows no stiffness; better take another measurement.</source>
        <translation>SWE 框的大部分没有硬度值；最好重新测量。</translation>
    </message>
    <message>
        <source>A large part of the box is at the top of its scale, its stiffness unknown.</source>
        <translation>框的大部分处于色标顶端，其硬度未知。</translation>
    </message>
    <message>
        <source>A minimum of 0.2 kPa or less means that part of the Q-Box has no signal.</source>
        <translation>最小值为 0.2 kPa 或更低，说明 Q-Box 的一部分没有信号。</translation>
    </message>
    <message>
        <source>A screen is there more than once, or a clip&apos;s frames are the same; it counts once.</source>
        <translation>同一截图多次出现，或动态图像的各帧相同；仅计一次。</translation>
    </message>
    <message>
        <source>APRI and FIB-4 are weak under 30 years (Oncotarget 2017;8:45768).</source>
        <translation>APRI 和 FIB-4 在 30 岁以下表现较差 (Oncotarget 2017;8:45768)。</translation>
    </message>
    <message>
        <source>AUC of the papers&apos; networks with 1 / 3 / 5 screens, {task}: {one} / {three} / {five}</source>
        <translation>论文网络用 1 / 3 / 5 张截图的 AUC，{task}：{one} / {three} / {five}</translation>
    </message>
    <message>
        <source>Accept and next</source>
        <translation>接受并下一个</translation>
    </message>
    <message>
        <source>Acquisition {numbers}</source>
        <translation>采集 {numbers}</translation>
    </message>
    <message>
        <source>All done: to the exams</source>
        <translation>全部完成：到检查列表</translation>
    </message>
    <message>
        <source>An SD above 1.4 kPa goes with disagreement of observers (PLOS ONE 2017, 0175747).</source>
        <translation>SD 大于 1.4 kPa 与观察者间不一致相关 (PLOS ONE 2017, 0175747)。</translation>
    </message>
    <message>
        <source>An aid, not evidence. Orange: covering this part lowers the probability by up to {most}; violet: it raises it by up to {least}.</source>
        <translation>仅供参考，不是证据。橙色：遮住该部分使概率最多降低 {most}；紫色：最多升高 {least}。</translation>
    </message>
    <message>
        <source>Another cause</source>
        <translation>其他病因</translation>
    </message>
    <message>
        <source>Another file lies in its place by now ({path}). What was found before is kept; it counts only if you take it in again (Delete).</source>
        <translation>原位置现在是另一个文件（{path}）。之前得到的结果已保留；只有您重新纳入（Delete）后才计入。</translation>
    </message>
    <message>
        <source>Another scanner</source>
        <translation>其他设备</translation>
    </message>
    <message>
        <source>At least three acquisitions are wanted (EFSUMB), five are recommended.</source>
        <translation>至少需要三个采集 (EFSUMB)，建议五个。</translation>
    </message>
    <message>
        <source>At the top of the scale</source>
        <translation>处于色标顶端</translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>Compare name and ID with the screen before you file the result.</source>
        <translation>归档结果前，请将姓名和 ID 与截图核对。</translation>
    </message>
    <message>
        <source>Compare the scale with the screen, and type it where it is wrong (S).</source>
        <translation>请将色标与截图核对，有误时输入 (S)。</translation>
    </message>
    <message>
        <source>Compare the values shown here with the Q-Box that you mean; type them if it is another.</source>
        <translation>请将此处数值与您所指的 Q-Box 核对；若是另一个，请输入。</translation>
    </message>
    <message>
        <source>Compare the values with the screen, type what is wrong, then confirm them.</source>
        <translation>请将数值与截图核对，输入有误之处，然后确认。</translation>
    </message>
    <message>
        <source>Conclusion: {stage} (program: {program})</source>
        <translation>结论：{stage}（程序：{program}）</translation>
    </message>
    <message>
        <source>Conclusion: {stage}, as the program</source>
        <translation>结论：{stage}，与程序相同</translation>
    </message>
    <message>
        <source>Conclusion: {stage}, when the program said {program}; it says {now} now</source>
        <translation>结论：{stage}（当时程序为 {program}，现为 {now}）</translation>
    </message>
    <message>
        <source>Covering the ROI piece by piece: {percent} %</source>
        <translation>正在逐块遮盖 ROI：{percent} %</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>直径</translation>
    </message>
    <message>
        <source>Drag along the colour bar, from its lowest value to its highest. Enter: done. Esc: leave it.</source>
        <translation>沿色标从最低值拖到最高值。Enter：完成。Esc：放弃。</translation>
    </message>
    <message>
        <source>Drag over the SWE box; drag a corner to change it. Enter: done. Esc: leave it.</source>
        <translation>拖动画出 SWE 框；拖动一角可更改。Enter：完成。Esc：放弃。</translation>
    </message>
    <message>
        <source>Each frame counts, but frames of a clip are no measurements of their own: exclude all but one.</source>
        <translation>各帧均计入，但同一动态图像的各帧并非独立测量：请只保留一帧，排除其余。</translation>
    </message>
    <message>
        <source>Earlier work on this exam could not be read: {reason}</source>
        <translation>此检查以前的工作无法读取：{reason}</translation>
    </message>
    <message>
        <source>Eating within four hours raises the stiffness.</source>
        <translation>四小时内进食会使硬度升高。</translation>
    </message>
    <message>
        <source>Excluded from the exam: Delete takes it in again</source>
        <translation>已从检查中排除：按 Delete 重新纳入</translation>
    </message>
    <message>
        <source>Export the screens one by one if another one is meant.</source>
        <translation>如需其他截图，请逐张导出。</translation>
    </message>
    <message>
        <source>Few acquisitions</source>
        <translation>采集太少</translation>
    </message>
    <message>
        <source>Few stiffness measurements</source>
        <translation>硬度测量次数不足</translation>
    </message>
    <message>
        <source>Frame {frame} of {n_frames}</source>
        <translation>第 {frame} 帧，共 {n_frames} 帧</translation>
    </message>
    <message>
        <source>Frame {frame} of {n}</source>
        <translation>第 {frame} 帧，共 {n} 帧</translation>
    </message>
    <message>
        <source>Frame {frame} of {n}: signal in {signal} of the SWE box, mean {mean} kPa</source>
        <translation>第 {frame} 帧，共 {n} 帧：SWE 框 {signal} 有信号，平均 {mean} kPa</translation>
    </message>
    <message>
        <source>Gut 2019;68:729, validation; the model in use here is another one.</source>
        <translation>Gut 2019;68:729，验证组；此处使用的是另一个模型。</translation>
    </message>
    <message>
        <source>Here {value}; the warning is given where it is {limit} (not confirmed).</source>
        <translation>此处为 {value}；{limit} 时给出警告（未核实）。</translation>
    </message>
    <message>
        <source>Here {value}; the warning is given where it is {limit}.</source>
        <translation>此处为 {value}；{limit} 时给出警告。</translation>
    </message>
    <message>
        <source>IQR/median high</source>
        <translation>IQR/中位数偏高</translation>
    </message>
    <message>
        <source>LSM and DLRE disagree</source>
        <translation>LSM 与 DLRE 不一致</translation>
    </message>
    <message>
        <source>LSM: {band}</source>
        <translation>LSM：{band}</translation>
    </message>
    <message>
        <source>LSM: {band} (unconfirmed)</source>
        <translation>LSM：{band}（未核实）</translation>
    </message>
    <message>
        <source>METAVIR stage by the model&apos;s operating thresholds</source>
        <translation>按模型判定阈值得出的 METAVIR 分期</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Mean of the SWE box</source>
        <translation>SWE 框平均值</translation>
    </message>
    <message>
        <source>Mean of the SWE box: {mean} kPa</source>
        <translation>SWE 框平均值：{mean} kPa</translation>
    </message>
    <message>
        <source>Measure again with a larger Q-Box.</source>
        <translation>请用更大的 Q-Box 重新测量。</translation>
    </message>
    <message>
        <source>Measure again with a scale that reaches further.</source>
        <translation>请用范围更大的色标重新测量。</translation>
    </message>
    <message>
        <source>Measure again with the Q-Box where the colours are even and without gaps.</source>
        <translation>请将 Q-Box 放在颜色均匀且无缺失处重新测量。</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Minimum, mean and maximum are out of order; compare them with the screen.</source>
        <translation>最小值、平均值、最大值顺序不对；请与截图核对。</translation>
    </message>
    <message>
        <source>Model trained on simulated data.</source>
        <translation>模型由模拟数据训练。</translation>
    </message>
    <message>
        <source>Model {model} {version} ({sha}), {device}, {runtime}</source>
        <translation>模型 {model} {version} ({sha})，{device}，{runtime}</translation>
    </message>
    <message>
        <source>Model {model} {version} ({sha}), {device}, {runtime}; screen&apos;s own colours</source>
        <translation>模型 {model} {version} ({sha})，{device}，{runtime}；截图原色</translation>
    </message>
    <message>
        <source>More than one Q-Box is on the screen; the first one counts.</source>
        <translation>截图上有多个 Q-Box；以第一个为准。</translation>
    </message>
    <message>
        <source>Much of the box without signal</source>
        <translation>框内大部分无信号</translation>
    </message>
    <message>
        <source>Name doubtful</source>
        <translation>姓名存疑</translation>
    </message>
    <message>
        <source>Next exam</source>
        <translation>下一次检查</translation>
    </message>
    <message>
        <source>Next of this exam</source>
        <translation>本次检查的下一个</translation>
    </message>
    <message>
        <source>No Q-Box</source>
        <translation>无 Q-Box</translation>
    </message>
    <message>
        <source>No Q-Box mean was found; enter it if the screen shows one.</source>
        <translation>未找到 Q-Box 平均值；若截图上有，请输入。</translation>
    </message>
    <message>
        <source>No SWE box was found. Drag over it, from corner to corner.</source>
        <translation>未找到 SWE 框。请从一角拖到另一角将其画出。</translation>
    </message>
    <message>
        <source>No SWE box was found. Drag over it, or take the place it has in {name}.</source>
        <translation>未找到 SWE 框。请拖动画出，或采用其在 {name} 中的位置。</translation>
    </message>
    <message>
        <source>No colour bar was found. Drag along it, from its lowest value to its highest.</source>
        <translation>未找到色标。请沿色标从最低值拖到最高值。</translation>
    </message>
    <message>
        <source>No scale could be read. Type the number at the top of the colour bar.</source>
        <translation>色标无法读取。请输入色标顶端的数字。</translation>
    </message>
    <message>
        <source>None of its cut-offs holds.</source>
        <translation>其界值均不符合。</translation>
    </message>
    <message>
        <source>Not fasting</source>
        <translation>未空腹</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>未保存：{reason}</translation>
    </message>
    <message>
        <source>Not scored: {reason}</source>
        <translation>未评分：{reason}</translation>
    </message>
    <message>
        <source>Opacity of the colours</source>
        <translation>颜色的不透明度</translation>
    </message>
    <message>
        <source>Open a screen: drop files or folders here, or File ▸ Open</source>
        <translation>打开截图：将文件或文件夹拖到这里，或用 文件 ▸ 打开</translation>
    </message>
    <message>
        <source>Opening {n} files…</source>
        <translation>正在打开 {n} 个文件…</translation>
    </message>
    <message>
        <source>P({letter}4)</source>
        <translation>P({letter}4)</translation>
    </message>
    <message>
        <source>P(≥{letter}2)</source>
        <translation>P(≥{letter}2)</translation>
    </message>
    <message>
        <source>P(≥{letter}3)</source>
        <translation>P(≥{letter}3)</translation>
    </message>
    <message>
        <source>Part of the Q-Box circle lies outside the SWE box.</source>
        <translation>Q-Box 圆的一部分在 SWE 框之外。</translation>
    </message>
    <message>
        <source>Part of the SWE box lies outside the ROI, which should hold it whole.</source>
        <translation>SWE 框的一部分在 ROI 之外；ROI 应包含整个框。</translation>
    </message>
    <message>
        <source>Patient name or ID may be decoded wrongly; compare it with the screen.</source>
        <translation>患者姓名或 ID 可能解码有误；请与截图核对。</translation>
    </message>
    <message>
        <source>Press Enter on the proposed ROI, or click into the middle of the SWE box.</source>
        <translation>按 Enter 接受建议的 ROI，或单击 SWE 框中央。</translation>
    </message>
    <message>
        <source>Probabilities contradict each other</source>
        <translation>概率相互矛盾</translation>
    </message>
    <message>
        <source>Q-Box SD high</source>
        <translation>Q-Box SD 偏高</translation>
    </message>
    <message>
        <source>Q-Box doubtful</source>
        <translation>Q-Box 存疑</translation>
    </message>
    <message>
        <source>Q-Box minimum low</source>
        <translation>Q-Box 最小值过低</translation>
    </message>
    <message>
        <source>Q-Box over the box&apos;s edge</source>
        <translation>Q-Box 超出框边</translation>
    </message>
    <message>
        <source>Q-Box small</source>
        <translation>Q-Box 过小</translation>
    </message>
    <message>
        <source>Q-Box values contradict</source>
        <translation>Q-Box 数值矛盾</translation>
    </message>
    <message>
        <source>Q-Box {n}, Diameter</source>
        <translation>Q-Box {n}，直径</translation>
    </message>
    <message>
        <source>Q-Box {n}, Max</source>
        <translation>Q-Box {n}，最大值</translation>
    </message>
    <message>
        <source>Q-Box {n}, Mean</source>
        <translation>Q-Box {n}，平均值</translation>
    </message>
    <message>
        <source>Q-Box {n}, Min</source>
        <translation>Q-Box {n}，最小值</translation>
    </message>
    <message>
        <source>Q-Box {n}, SD</source>
        <translation>Q-Box {n}，SD</translation>
    </message>
    <message>
        <source>Q-Box {n}, SI</source>
        <translation>Q-Box {n}，SI</translation>
    </message>
    <message>
        <source>Q-Box {n}, circle</source>
        <translation>Q-Box {n}，圆</translation>
    </message>
    <message>
        <source>ROI accepted as proposed</source>
        <translation>已接受建议的 ROI</translation>
    </message>
    <message>
        <source>ROI cuts the SWE box</source>
        <translation>ROI 切割了 SWE 框</translation>
    </message>
    <message>
        <source>ROI placed by hand</source>
        <translation>手动放置的 ROI</translation>
    </message>
    <message>
        <source>ROI proposed: Enter accepts it, a click places it elsewhere</source>
        <translation>建议的 ROI：Enter 接受，单击可放到别处</translation>
    </message>
    <message>
        <source>Reading the screen…</source>
        <translation>正在读取截图…</translation>
    </message>
    <message>
        <source>Research use only, not for diagnosis.</source>
        <translation>仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>SD</translation>
    </message>
    <message>
        <source>SD over the acquisitions {sd}; one more is expected to change the mean by {change}</source>
        <translation>各采集间 SD {sd}；再增加一个，预计均值变化 {change}</translation>
    </message>
    <message>
        <source>SI</source>
        <translation>SI</translation>
    </message>
    <message>
        <source>SWE box</source>
        <translation>SWE 框</translation>
    </message>
    <message>
        <source>Sample and exam lie {days} days apart; at most a week is wanted.</source>
        <translation>采样与检查相隔 {days} 天；最多应为一周。</translation>
    </message>
    <message>
        <source>Saving… ({n} changes are not on disk yet)</source>
        <translation>正在保存…（{n} 项更改尚未写入磁盘）</translation>
    </message>
    <message>
        <source>Scale doubtful</source>
        <translation>色标存疑</translation>
    </message>
    <message>
        <source>Scale saturated</source>
        <translation>色标饱和</translation>
    </message>
    <message>
        <source>Scale unknown</source>
        <translation>色标未知</translation>
    </message>
    <message>
        <source>Scale {minimum} to {maximum} {unit}</source>
        <translation>色标 {minimum} 至 {maximum} {unit}</translation>
    </message>
    <message>
        <source>Scale {minimum} to {maximum} {unit} carried over from {name}: compare it with the screen.</source>
        <translation>色标 {minimum} 至 {maximum} {unit} 沿用自 {name}：请与截图核对。</translation>
    </message>
    <message>
        <source>Scale {minimum} to {maximum} {unit} typed. Now mark the colour bar: drag along it, from its lowest value to its highest.</source>
        <translation>已填入色标数值 {minimum} 至 {maximum} {unit}。现在请标出色标：从最低值拖到最高值。</translation>
    </message>
    <message>
        <source>Scale, maximum</source>
        <translation>色标最大值</translation>
    </message>
    <message>
        <source>Scale, minimum</source>
        <translation>色标最小值</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Scanner&apos;s picture</source>
        <translation>设备画面</translation>
    </message>
    <message>
        <source>Scored by another model ({model} {version}), and the file is not there ({path}): it does not count now. The score is kept.</source>
        <translation>由另一个模型（{model} {version}）评分，且文件不在原处（{path}）：现不计入。评分已保留。</translation>
    </message>
    <message>
        <source>Scoring…</source>
        <translation>正在评分…</translation>
    </message>
    <message>
        <source>Set the scanner to kPa for the LSM; the stiffness map is converted by E = 3ρc².</source>
        <translation>为得到 LSM，请将设备设为 kPa；硬度图按 E = 3ρc² 换算。</translation>
    </message>
    <message>
        <source>Several Q-Boxes</source>
        <translation>多个 Q-Box</translation>
    </message>
    <message>
        <source>Several frames of one clip</source>
        <translation>同一动态图像的多帧</translation>
    </message>
    <message>
        <source>Several screens in one picture</source>
        <translation>一幅图中有多张截图</translation>
    </message>
    <message>
        <source>Size of a pixel</source>
        <translation>像素大小</translation>
    </message>
    <message>
        <source>Some values were read with doubt; a doubtful mean does not count for the LSM until you confirm or enter it.</source>
        <translation>部分数值读取存疑；存疑的平均值在您确认或输入之前不计入 LSM。</translation>
    </message>
    <message>
        <source>Something changed since the conclusion: look at it and conclude again.</source>
        <translation>结论之后有改动：请查看并重新给出结论。</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>出处：{source}</translation>
    </message>
    <message>
        <source>Source: {source}.</source>
        <translation>出处：{source}。</translation>
    </message>
    <message>
        <source>Stability index low</source>
        <translation>稳定指数偏低</translation>
    </message>
    <message>
        <source>Stiffness and DLRE point to stages at least two apart.</source>
        <translation>硬度与 DLRE 指向的分期相差至少两期。</translation>
    </message>
    <message>
        <source>Stiffness map</source>
        <translation>硬度图</translation>
    </message>
    <message>
        <source>Take another measurement, and exclude this one (Delete).</source>
        <translation>请重新测量，并排除此次 (Delete)。</translation>
    </message>
    <message>
        <source>The LSM is a median of fewer than three Q-Box means (EFSUMB); doubtful ones count once you confirm them.</source>
        <translation>LSM 为少于三个 Q-Box 平均值的中位数（EFSUMB）；存疑的数值经您确认后计入。</translation>
    </message>
    <message>
        <source>The Q-Box is smaller than 10 mm; the papers&apos; one is 20 mm wide.</source>
        <translation>Q-Box 小于 10 mm；论文中的宽 20 mm。</translation>
    </message>
    <message>
        <source>The colour bar could not be read, so the colours could not be harmonised.</source>
        <translation>色标无法读取，因此颜色无法统一。</translation>
    </message>
    <message>
        <source>The colour bar&apos;s labels disagree with each other or with the Q-Box, or its unit was not found; compare the scale with the screen.</source>
        <translation>色标的标注彼此不一致或与 Q-Box 不一致，或未找到其单位；请将色标与截图核对。</translation>
    </message>
    <message>
        <source>The cut-off table {wanted} is not there any more: the LSM is staged by {table}.</source>
        <translation>界值表 {wanted} 已不存在：LSM 按 {table} 分期。</translation>
    </message>
    <message>
        <source>The day of the sample or of the exam is not known.</source>
        <translation>采样或检查的日期未知。</translation>
    </message>
    <message>
        <source>The file is not there or cannot be read ({path}). What was found before is kept.</source>
        <translation>文件不在或无法读取（{path}）。此前得到的结果已保留。</translation>
    </message>
    <message>
        <source>The measurements scatter: IQR/median is above 30 % in kPa, or 15 % in m/s.</source>
        <translation>测量值离散：IQR/中位数超过 30 %（kPa）或 15 %（m/s）。</translation>
    </message>
    <message>
        <source>The model has seen few screens like this one; its answer may be wrong.</source>
        <translation>模型很少见过类似的截图；其结果可能有误。</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>The model was made for chronic hepatitis B; for another cause it may be wrong.</source>
        <translation>模型针对慢性乙型肝炎；用于其他病因可能有误。</translation>
    </message>
    <message>
        <source>The model was made for the Aixplorer; on another scanner it may be wrong.</source>
        <translation>模型针对 Aixplorer；用于其他设备可能有误。</translation>
    </message>
    <message>
        <source>The picture holds more than one screen; only the one with the frame drawn around it was read.</source>
        <translation>图中含有不止一张截图；仅读取了画有边框的那一张。</translation>
    </message>
    <message>
        <source>The same screen again</source>
        <translation>重复截图</translation>
    </message>
    <message>
        <source>The scatter needs two acquisitions.</source>
        <translation>离散度需要两个采集。</translation>
    </message>
    <message>
        <source>The screen shows shear-wave speed in m/s; it is never counted as kPa.</source>
        <translation>截图显示的是以 m/s 为单位的剪切波速度；绝不会当作 kPa。</translation>
    </message>
    <message>
        <source>The stability index is below 90 %.</source>
        <translation>稳定指数低于 90 %。</translation>
    </message>
    <message>
        <source>There is no score yet for the network to explain.</source>
        <translation>网络还没有可解释的评分。</translation>
    </message>
    <message>
        <source>These limits are commonly stated, but were not confirmed against their source.</source>
        <translation>这些界值常被引用，但尚未与出处核实。</translation>
    </message>
    <message>
        <source>To the result</source>
        <translation>到结果</translation>
    </message>
    <message>
        <source>Trust the probabilities less; see whether the screen shows liver and all of the box.</source>
        <translation>请降低对概率的信任；看看截图是否为肝脏、是否显示整个框。</translation>
    </message>
    <message>
        <source>Type the Q-Box mean if the screen shows one.</source>
        <translation>若截图上有 Q-Box 平均值，请输入。</translation>
    </message>
    <message>
        <source>Typical error of a pixel</source>
        <translation>像素的典型误差</translation>
    </message>
    <message>
        <source>Unit m/s</source>
        <translation>单位 m/s</translation>
    </message>
    <message>
        <source>Unlike the training data</source>
        <translation>与训练数据不同</translation>
    </message>
    <message>
        <source>Without signal</source>
        <translation>无信号</translation>
    </message>
    <message>
        <source>Without signal: {percent} % of the SWE box</source>
        <translation>无信号：SWE 框的 {percent} %</translation>
    </message>
    <message>
        <source>Written as Scheuer S; the model was trained on METAVIR F, which is not the same.</source>
        <translation>以 Scheuer S 表示；模型按 METAVIR F 训练，两者并不相同。</translation>
    </message>
    <message>
        <source>accept ROI</source>
        <translation>接受 ROI</translation>
    </message>
    <message>
        <source>at {x}, {y}</source>
        <translation>位于 {x}, {y}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>cannot be scored</source>
        <translation>无法评分</translation>
    </message>
    <message>
        <source>carried over from another screen</source>
        <translation>沿用自另一截图</translation>
    </message>
    <message>
        <source>conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>confirm Q-Box</source>
        <translation>确认 Q-Box</translation>
    </message>
    <message>
        <source>confirmed by you</source>
        <translation>由您确认</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>done, look at the warnings</source>
        <translation>完成，请查看警告</translation>
    </message>
    <message>
        <source>draw SWE box</source>
        <translation>画 SWE 框</translation>
    </message>
    <message>
        <source>drawn by you</source>
        <translation>由您画出</translation>
    </message>
    <message>
        <source>edit Q-Box</source>
        <translation>编辑 Q-Box</translation>
    </message>
    <message>
        <source>edit exam details</source>
        <translation>编辑检查信息</translation>
    </message>
    <message>
        <source>enter scale</source>
        <translation>输入色标</translation>
    </message>
    <message>
        <source>entered by you</source>
        <translation>由您输入</translation>
    </message>
    <message>
        <source>exclude or include</source>
        <translation>排除或纳入</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>file replaced, results kept</source>
        <translation>文件已被替换，结果保留</translation>
    </message>
    <message>
        <source>found inside the screen</source>
        <translation>在截图内找到</translation>
    </message>
    <message>
        <source>from its colours</source>
        <translation>由颜色判断</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>from the file&apos;s ultrasound regions</source>
        <translation>来自文件的超声区域</translation>
    </message>
    <message>
        <source>from the stiffness map</source>
        <translation>来自硬度图</translation>
    </message>
    <message>
        <source>leave frame</source>
        <translation>离开此帧</translation>
    </message>
    <message>
        <source>leave out the replaced file</source>
        <translation>排除被替换的文件</translation>
    </message>
    <message>
        <source>mark colour bar</source>
        <translation>标出色标</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>由您标出</translation>
    </message>
    <message>
        <source>move ROI</source>
        <translation>移动 ROI</translation>
    </message>
    <message>
        <source>no signal</source>
        <translation>无信号</translation>
    </message>
    <message>
        <source>not found on the screen</source>
        <translation>截图上未找到</translation>
    </message>
    <message>
        <source>on the screen, but not readable: please type it</source>
        <translation>截图上有但无法读取：请输入</translation>
    </message>
    <message>
        <source>place ROI</source>
        <translation>放置 ROI</translation>
    </message>
    <message>
        <source>read from the screen: please check</source>
        <translation>从截图读取：请核对</translation>
    </message>
    <message>
        <source>read off the screen</source>
        <translation>从截图读取</translation>
    </message>
    <message>
        <source>read off the screen, confidence {percent}</source>
        <translation>从截图读取，置信度 {percent}</translation>
    </message>
    <message>
        <source>read with doubt: please check</source>
        <translation>读取存疑：请核对</translation>
    </message>
    <message>
        <source>refuse carried scale</source>
        <translation>不沿用色标</translation>
    </message>
    <message>
        <source>score as shown</source>
        <translation>按原色评分</translation>
    </message>
    <message>
        <source>scored, not accepted yet</source>
        <translation>已评分待接受</translation>
    </message>
    <message>
        <source>take frame</source>
        <translation>采用此帧</translation>
    </message>
    <message>
        <source>take the file in again</source>
        <translation>重新纳入该文件</translation>
    </message>
    <message>
        <source>the whole screen</source>
        <translation>整张截图</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>typed by you</source>
        <translation>由您输入</translation>
    </message>
    <message>
        <source>waiting to be looked into</source>
        <translation>等待查看</translation>
    </message>
    <message>
        <source>{kpa} kPa</source>
        <translation>{kpa} kPa</translation>
    </message>
    <message>
        <source>{kpa} kPa, converted from {speed} m/s</source>
        <translation>{kpa} kPa，由 {speed} m/s 换算</translation>
    </message>
    <message>
        <source>{n_scored} of {n_images} acquisitions scored</source>
        <translation>已评分采集 {n_scored} / {n_images}</translation>
    </message>
    <message>
        <source>{n_scored} of {n_images} acquisitions scored, {more} more recommended</source>
        <translation>已评分采集 {n_scored} / {n_images}，建议再增加 {more} 个</translation>
    </message>
    <message>
        <source>{n_scored} of {n_images} acquisitions scored, {more} more wanted</source>
        <translation>已评分采集 {n_scored} / {n_images}，还需要 {more} 个</translation>
    </message>
    <message>
        <source>{name} {value}</source>
        <translation>{name} {value}</translation>
    </message>
    <message>
        <source>{n} screens, {n_done} done. So many are a folder, not an exam: no common result.</source>
        <translation>{n} 张截图，{n_done} 张完成。如此之多是文件夹，不是一次检查：没有共同结果。</translation>
    </message>
    <message>
        <source>{reader} {at}</source>
        <translation>{reader} {at}</translation>
    </message>
    <message>
        <source>{sign} {limit}: {meaning} ({source})</source>
        <translation>{sign} {limit}：{meaning} ({source})</translation>
    </message>
    <message>
        <source>{subject} is missing</source>
        <translation>缺少{subject}</translation>
    </message>
    <message>
        <source>{subject} is not plausible: please check it</source>
        <translation>{subject}不合理：请核对</translation>
    </message>
    <message>
        <source>{table}: {citation}</source>
        <translation>{table}：{citation}</translation>
    </message>
    <message>
        <source>{value} {comparison} {limit}</source>
        <translation>{value} {comparison} {limit}</translation>
    </message>
    <message>
        <source>{value} {unit}</source>
        <translation>{value} {unit}</translation>
    </message>
    <message>
        <source>{w} × {h} px, at {x}, {y}</source>
        <translation>{w} × {h} 像素，位于 {x}, {y}</translation>
    </message>
    <message>
        <source>≥ {kpa} kPa</source>
        <translation>≥ {kpa} kPa</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>A graphics card is used only where the program finds one that it can use.</source>
        <translation>仅当程序找到可用的显卡时才使用显卡。</translation>
    </message>
    <message>
        <source>A picture at the head of reports.</source>
        <translation>报告顶部的图片。</translation>
    </message>
    <message>
        <source>Changes at once. Files are always written with a point in numbers.</source>
        <translation>立即生效。文件中的数字始终使用小数点。</translation>
    </message>
    <message>
        <source>Cut-off table</source>
        <translation>界值表</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Empty: the bundled model, trained on simulated data.</source>
        <translation>留空：随附模型，由模拟数据训练。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>How the exam&apos;s stiffness is told. Nothing measured is changed by it.</source>
        <translation>检查硬度的表示方式。不改变任何测量值。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>徽标</translation>
    </message>
    <message>
        <source>Looks for new files every two seconds; they are never changed, moved or deleted.</source>
        <translation>每两秒查找新文件；绝不更改、移动或删除它们。</translation>
    </message>
    <message>
        <source>METAVIR F0–F4</source>
        <translation>METAVIR F0–F4</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model package</source>
        <translation>模型包</translation>
    </message>
    <message>
        <source>Open from</source>
        <translation>打开自</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>People and hospital</source>
        <translation>人员与医院</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>判读者</translation>
    </message>
    <message>
        <source>Reports in</source>
        <translation>报告语言</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>Scheuer S0–S4</source>
        <translation>Scheuer S0–S4</translation>
    </message>
    <message>
        <source>Screens that the scanner writes here open by themselves while it is watched.</source>
        <translation>监视期间，设备写入此处的截图会自动打开。</translation>
    </message>
    <message>
        <source>Stages as</source>
        <translation>分期表示</translation>
    </message>
    <message>
        <source>Stages the LSM of new exams; Exam ▸ Cut-offs… shows its rows and sources.</source>
        <translation>用于新检查的 LSM 分期；检查 ▸ 界值… 显示其各行与出处。</translation>
    </message>
    <message>
        <source>Stands at the head of reports.</source>
        <translation>位于报告顶部。</translation>
    </message>
    <message>
        <source>Stands below the hospital.</source>
        <translation>位于医院名称之下。</translation>
    </message>
    <message>
        <source>Stiffness in</source>
        <translation>硬度单位</translation>
    </message>
    <message>
        <source>The language of PDF reports.</source>
        <translation>PDF 报告的语言。</translation>
    </message>
    <message>
        <source>The letter only: the model was trained on METAVIR, and Scheuer is not the same.</source>
        <translation>仅改变字母：模型按 METAVIR 训练，Scheuer 并不相同。</translation>
    </message>
    <message>
        <source>Watch folder</source>
        <translation>监视的文件夹</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>监视</translation>
    </message>
    <message>
        <source>Where Export begins. Empty: beside the exam&apos;s files.</source>
        <translation>导出的起始位置。留空：检查文件旁边。</translation>
    </message>
    <message>
        <source>Where Open begins. Empty: where something was opened last.</source>
        <translation>打开的起始位置。留空：上次打开的位置。</translation>
    </message>
    <message>
        <source>Who concludes; stands under the conclusion.</source>
        <translation>作出结论者；列于结论之下。</translation>
    </message>
    <message>
        <source>Who measures; written beside every score and step in the exam book.</source>
        <translation>测量者；写在检查簿中每个评分和步骤旁。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>graphics card (CUDA)</source>
        <translation>显卡 (CUDA)</translation>
    </message>
    <message>
        <source>kPa</source>
        <translation>kPa</translation>
    </message>
    <message>
        <source>m/s</source>
        <translation>m/s</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the best there is</source>
        <translation>自动选择最佳</translation>
    </message>
    <message>
        <source>the window&apos;s language</source>
        <translation>与窗口相同</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>简体中文</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source> and %n more</source>
        <translation>，另有 %n 个</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>Everything is kept at once, and every step can be undone. F1 opens the user guide, F2 shows all keys; Help has this tour.</source>
        <translation>一切立即保存，每一步都可撤销。F1 打开使用指南，F2 显示全部按键；“帮助”中有本导览。</translation>
    </message>
    <message>
        <source>For research only, not for diagnosis. The bundled model was trained on simulated data; a site trains and validates its own.</source>
        <translation>仅供研究，不用于诊断。随附模型由模拟数据训练；各单位应训练并验证自己的模型。</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Stage, stiffness and warnings of all acquisitions together. Hover over anything to see what it rests on. Add laboratory values (Ctrl+L), then agree or conclude another stage.</source>
        <translation>全部采集合计的分期、硬度和警告。将鼠标停在任一项上可看到其依据。加入化验值 (Ctrl+L)，然后同意或作出其他分期结论。</translation>
    </message>
    <message>
        <source>The ROI</source>
        <translation>ROI</translation>
    </message>
    <message>
        <source>The acquisitions of the exam</source>
        <translation>检查的采集</translation>
    </message>
    <message>
        <source>The figures of this screen</source>
        <translation>此截图的数值</translation>
    </message>
    <message>
        <source>The result of the exam</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>The square is what the network sees; it should hold the whole SWE box. Click to place it, drag it or move it with the arrow keys. Enter accepts it and goes on.</source>
        <translation>方框是网络所见的范围；它应包含整个 SWE 框。单击放置，可拖动或用方向键移动。Enter 接受并继续。</translation>
    </message>
    <message>
        <source>This sample exam is simulated. Its five screens were read and scored as they were opened; your own come by File ▸ Open, by dropping them here, or from a watched folder.</source>
        <translation>此示例检查是模拟的。其五张截图在打开时已读取并评分；您自己的可用 文件 ▸ 打开、拖到这里或由监视的文件夹打开。</translation>
    </message>
    <message>
        <source>Three probabilities, each with the model&apos;s threshold as a mark, and the Q-Box values that were read off the screen. Compare these with the screen; type over what is wrong.</source>
        <translation>三个概率，各以标记表示模型阈值，以及从截图读取的 Q-Box 数值。请与截图核对，有误处直接改写。</translation>
    </message>
    <message>
        <source>What this is not</source>
        <translation>本程序不是什么</translation>
    </message>
</context>
</TS>
