"""The report's words in English and Chinese."""

from __future__ import annotations

from dlre_gui import RESEARCH_USE_ONLY
from dlre_gui.domain.exam import Flag
from dlre_gui.report.dossier import Language

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Liver fibrosis report: 2D-SWE with DLRE", "肝纤维化报告：二维剪切波弹性成像与 DLRE"),
    "deidentified": ("de-identified", "已去标识"),
    "name": ("Name", "姓名"),
    "folder": ("Exam (folder)", "检查（文件夹）"),
    "id": ("Patient ID", "患者编号"),
    "sex": ("Sex", "性别"),
    "sex.M": ("male", "男"),
    "sex.F": ("female", "女"),
    "sex.O": ("other", "其他"),
    "age": ("Age", "年龄"),
    "years": ("{n} years", "{n} 岁"),
    "born": ("Date of birth", "出生日期"),
    "exam_date": ("Exam date", "检查日期"),
    "accession": ("Accession no.", "检查号"),
    "operator": ("Operator", "操作者"),
    "scanner": ("Scanner", "设备"),
    "cause": ("Cause", "病因"),
    "cause.": ("not stated", "未填"),
    "cause.hbv": ("hepatitis B", "乙型肝炎"),
    "cause.hcv": ("hepatitis C", "丙型肝炎"),
    "cause.masld": ("MASLD", "代谢相关脂肪性肝病"),
    "cause.alcohol": ("alcohol", "酒精性"),
    "cause.other": ("other", "其他"),
    "fasting": ("Fasting ≥ 4 h", "空腹 ≥ 4 h"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "unknown": ("not stated", "未填"),
    "rois": ("DLRE ROIs", "DLRE 感兴趣区"),
    "file_gone": ("file not found", "文件未找到"),
    "file_replaced": ("another file by now", "文件已被替换"),
    "file_slow": ("took too long to read", "文件读取超时"),
    "file_unreadable": ("file not readable", "文件无法读取"),
    "off_box": ("not on the SWE box", "未在 SWE 框上"),
    "no_roi": ("no ROI", "无 ROI"),
    "excluded": ("excluded", "已排除"),
    "repeated": ("repeated", "重复"),
    "not_scored": ("not scored", "未评分"),
    "acquisitions": ("Acquisitions", "采集"),
    "col.n": ("No.", "序号"),
    "col.mean": ("Mean", "平均"),
    "col.sd": ("SD", "标准差"),
    "col.range": ("Min–max", "最小–最大"),
    "col.diameter": ("Diam. mm", "直径 mm"),
    "col.si": ("SI %", "SI %"),
    "col.scale": ("Scale", "色标"),
    "col.roi": ("ROI", "ROI"),
    "col.remarks": ("Remarks", "备注"),
    "roi.proposed": ("proposed", "建议"),
    "roi.accepted": ("accepted", "接受"),
    "roi.placed": ("placed", "手动"),
    "and_more": ("and {n} more acquisitions: see the tables", "另有 {n} 次采集，见表格文件"),
    "n_remarks": ("{n} remarks, see Quality", "{n} 条，见“质量”"),
    "result": ("Exam result", "检查结果"),
    "stage": ("DLRE stage", "DLRE 分期"),
    "mean_of": ("mean of {n} acquisitions", "{n} 次采集的平均"),
    "threshold": ("threshold {value}", "阈值 {value}"),
    "scatter.short": ("SD {sd}, one more: ±{change}", "标准差 {sd}，再采一次 ±{change}"),
    "lsm": ("LSM median", "LSM 中位数"),
    "lsm_n": ("of {n} Q-Box means", "{n} 个 Q-Box 平均值"),
    "iqr": ("IQR", "IQR"),
    "iqr_median": ("IQR/median", "IQR/中位数"),
    "lsm_stage": ("LSM by cut-offs", "LSM 分界值判读"),
    "unconfirmed": ("unconfirmed", "未经证实"),
    "conclusion": ("Reader's conclusion", "医生结论"),
    "conclusion.none": ("not given yet", "尚未给出"),
    "conclusion.agrees": ("{stage}, agrees with the program", "{stage}，与程序一致"),
    "conclusion.before": (
        "{stage} (program: {program} at that time, {now} now). {reason}",
        "{stage}（程序当时为 {program}，现为 {now}）。{reason}",
    ),
    "conclusion.other": ("{stage} (program: {program}). {reason}", "{stage}（程序：{program}）。{reason}"),
    "reader": ("Reader", "报告医生"),
    "signature": ("Signature", "签名"),
    "quality": ("Quality", "质量"),
    "quality.met": ("{met} criteria met, {unknown} not known", "{met} 项符合，{unknown} 项未知"),
    "quality.good": ("No criterion is violated.", "未见不符合项。"),
    "quality.where": ("no. {numbers}", "第 {numbers} 次"),
    "quality.more": ("and {n} more", "另有 {n} 项"),
    "laboratory": ("Laboratory", "实验室检查"),
    "laboratory.none": ("no values entered", "未填写"),
    "uln": ("ULN of AST", "AST 正常上限"),
    "sampled": ("Sample", "采样日期"),
    "sampled.platelets": ("PLT of", "血小板采样"),
    "not_computed": ("not computed", "未计算"),
    "remark.missing": ("{subject} is missing", "缺少 {subject}"),
    "remark.implausible": ("{subject} is implausible", "{subject} 数值不合理"),
    "remark.date_unknown": ("date of the sample or exam unknown", "采样或检查日期未知"),
    "remark.date_apart": ("sample more than a week from the exam", "采样与检查相隔超过一周"),
    "remark.young": ("weak under 30 years", "30 岁以下效能差"),
    "subject.ast": ("AST", "AST"),
    "subject.alt": ("ALT", "ALT"),
    "subject.ast_upper_limit": ("ULN", "正常上限"),
    "subject.platelets_10e9_per_l": ("PLT", "血小板"),
    "subject.age_years": ("age", "年龄"),
    "cut.F4": ("F4", "F4"),
    "cut.≥F2": ("≥F2", "≥F2"),
    "cut.≥F2 unlikely": ("≥F2 unlikely", "≥F2 可能性小"),
    "cut.≥F2 likely": ("≥F2 likely", "≥F2 可能性大"),
    "cut.≥F3 unlikely": ("≥F3 unlikely", "≥F3 可能性小"),
    "cut.≥F3 likely": ("≥F3 likely", "≥F3 可能性大"),
    "source.WHO 2024 (hepatitis B)": ("WHO 2024 (hepatitis B)", "WHO 2024（乙型肝炎）"),
    "source.WHO 2015": ("WHO 2015", "WHO 2015"),
    "source.pair in common use": ("pair in common use", "常用界值"),
    "method": ("Method", "方法"),
    "method.text": (
        "DLRE (after Gut 2019;68:729): three networks read the 250×250 ROI that holds the SWE box; the exam's"
        " probabilities are the mean of its acquisitions'. LSM is the median of the Q-Box means.",
        "DLRE（参照 Gut 2019;68:729）：三个网络读取包含整个 SWE 框的 250×250 ROI；"
        "检查概率为各次采集的平均值。"
        "LSM 为 Q-Box 平均值的中位数。",
    ),
    "method.model": (
        "Model {model} {version}, weights {sha}; {device}; DLRE GUI {software}.",
        "模型 {model} {version}，权重 {sha}；{device}；DLRE GUI {software}。",
    ),
    "method.mixed": ("Scores of several models are mixed.", "含多个模型的评分。"),
    "method.as_shown": ("Some screens were scored on their own colours.", "部分截图按原始颜色评分。"),
    "method.speed": (
        "m/s computed from the scanner's kPa by E = 3ρc².",
        "m/s 由设备的 kPa 按 E = 3ρc² 换算。",
    ),
    "instead_of": ("the chosen table is not there: {table}", "所选界值表不存在：{table}"),
    "population": (
        "Intended population: adults with chronic hepatitis B, Aixplorer 2D-SWE.",
        "适用人群：慢性乙型肝炎成人，Aixplorer 二维剪切波弹性成像。",
    ),
    "scheuer": (
        "Stages are written as Scheuer S; the model was trained on METAVIR F. The systems are not the same.",
        "分期以 Scheuer S 标注；模型按 METAVIR F 训练，两种系统并不等同。",
    ),
    "papers_gain": (
        "The papers' AUC with 1 / 3 / 5 screens: {tasks} (Gut 2019, validation; not this model).",
        "文献中 1/3/5 张截图的 AUC：{tasks}（Gut 2019 验证集，非本模型）。",
    ),
    "research": (RESEARCH_USE_ONLY, "仅供研究使用，不作诊断依据。"),
    "simulated": ("Model trained on simulated data.", "模型以模拟数据训练。"),
    "written": ("Written {at}", "生成于 {at}"),
    "page": ("Page 1 of 1", "第 1 页，共 1 页"),
}

_FLAGS: dict[Flag, tuple[str, str]] = {  # each begins with the window's name of it
    Flag.ROI_CUTS_BOX: ("ROI cuts the SWE box", "ROI 切割了 SWE 框"),
    Flag.SCALE_UNKNOWN: ("Scale unknown", "色标未知"),
    Flag.SCALE_DOUBTFUL: ("Scale doubtful", "色标存疑"),
    Flag.UNIT_M_PER_S: ("Unit m/s", "单位 m/s"),
    Flag.VOID_HIGH: ("Much of the box without signal", "框内大部分无信号"),
    Flag.SATURATED_HIGH: ("Scale saturated", "色标饱和"),
    Flag.QBOX_MISSING: ("No Q-Box", "无 Q-Box"),
    Flag.QBOX_DOUBTFUL: ("Q-Box doubtful", "Q-Box 存疑"),
    Flag.QBOX_CONTRADICTS: ("Q-Box values contradict", "Q-Box 数值矛盾"),
    Flag.QBOX_MIN_LOW: ("Q-Box minimum low", "Q-Box 最小值过低"),
    Flag.SI_LOW: ("Stability index low", "稳定指数偏低"),
    Flag.SD_HIGH: ("Q-Box SD high", "Q-Box SD 偏高"),
    Flag.SEVERAL_QBOXES: ("Several Q-Boxes", "多个 Q-Box"),
    Flag.SEVERAL_SCREENS: ("Several screens in one picture", "一幅图中有多张截图"),
    Flag.QBOX_SMALL: ("Q-Box small", "Q-Box 过小"),
    Flag.QBOX_OUTSIDE: ("Q-Box over the box's edge", "Q-Box 超出框边"),
    Flag.UNLIKE_TRAINING: ("Unlike the training data", "与训练数据不同"),
    Flag.NAME_DOUBTFUL: ("Name doubtful", "姓名存疑"),
    Flag.REPEATED: ("The same screen again, counted once", "重复截图，仅计一次"),
    Flag.SEVERAL_FRAMES: ("Several frames of one clip, not independent", "同一动态图像的多帧，并非独立测量"),
    Flag.FEW_LSM: ("Few stiffness measurements", "硬度测量次数不足"),
    Flag.FEW_ACQUISITIONS: ("Few acquisitions", "采集太少"),
    Flag.IQR_HIGH: ("IQR/median high", "IQR/中位数偏高"),
    Flag.PROBABILITIES_CONTRADICT: ("Probabilities contradict each other", "概率相互矛盾"),
    Flag.LSM_AND_DLRE_DISAGREE: ("LSM and DLRE disagree", "LSM 与 DLRE 不一致"),
    Flag.NOT_FASTING: ("Not fasting", "未空腹"),
    Flag.OTHER_VENDOR: ("Another scanner than the model's", "其他设备，与模型不符"),
    Flag.OTHER_CAUSE: ("Another cause than the model's", "其他病因，与模型不符"),
}


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._at = 1 if language is Language.CHINESE else 0

    def __call__(self, code: str, **values: object) -> str:
        """The text of a code with its values; KeyError for an unknown code."""
        text = _WORDS[code][self._at]
        return text.format(**values) if values else text

    def flag(self, flag: Flag) -> str:
        """A warning's name."""
        return _FLAGS[flag][self._at]

    def either(self, english: str, chinese: str) -> str:
        """What data files give in both languages; English where the Chinese is missing."""
        return chinese or english if self._at else english


ENGLISH = Words(Language.ENGLISH)


def research_line(words: Words = ENGLISH, *, simulated: bool) -> str:
    """What every output says of itself."""
    return f"{words('research')} {words('simulated')}" if simulated else words("research")
