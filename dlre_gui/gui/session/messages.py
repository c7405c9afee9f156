"""Every text of the window that is decided here: code → English source text.

The Qt layer translates the source text and then puts the values in (`text` does it in English).
"""

from __future__ import annotations

from collections.abc import Callable

from dlre_gui.gui.session.view_state import Message

SOURCES: dict[str, str] = {
    # progress
    "progress.to_do": "to do",
    "progress.scored": "scored, not accepted yet",
    "progress.done": "done",
    "progress.flagged": "done, look at the warnings",
    "progress.excluded": "excluded",
    "progress.refused": "cannot be scored",
    "progress.failed": "cannot be read",
    # tooltip and lines
    "row.path": "{path}",
    "row.frame": "Frame {frame} of {n_frames}",
    "row.reason": "{reason}",
    "line.scale": "Scale {minimum} to {maximum} {unit}",
    "line.map_mean": "Mean of the SWE box: {mean} kPa",
    "line.void": "Without signal: {percent} % of the SWE box",
    "line.roi_proposed": "ROI proposed: Enter accepts it, a click places it elsewhere",
    "line.roi_accepted": "ROI accepted as proposed",
    "line.roi_placed": "ROI placed by hand",
    "line.method": "Model {model} {version} ({sha}), {device}, {runtime}",
    "line.method_as_shown": "Model {model} {version} ({sha}), {device}, {runtime}; screen's own colours",
    # why there is no probability
    "why.nothing_open": "Open a screen: drop files or folders here, or File ▸ Open",
    "why.opening": "Opening {n} files…",
    "why.reading": "Reading the screen…",
    "why.scoring": "Scoring…",
    "why.engine_starting": "The model is being loaded…",
    "why.excluded": "Excluded from the exam: Delete takes it in again",
    "why.refused": "Not scored: {reason}",
    "why.refused_scale": "Not scored: {reason}. Type the scale, or score the screen's own colours",
    "why.failed": "{reason}",
    # what is missing, and what to do
    "hint.box": "No SWE box was found. Drag over it, from corner to corner.",
    "hint.box_offered": "No SWE box was found. Drag over it, or take the place it has in {name}.",
    "hint.bar": "No colour bar was found. Drag along it, from its lowest value to its highest.",
    "hint.scale": "No scale could be read. Type the number at the top of the colour bar.",
    "hint.carried": "Scale {minimum} to {maximum} {unit} carried over from {name}: compare it with the"
    " screen.",
    "hint.tool_box": "Drag over the SWE box; drag a corner to change it. Enter: done. Esc: leave it.",
    "hint.tool_bar": "Drag along the colour bar, from its lowest value to its highest. Enter: done."
    " Esc: leave it.",
    # clips
    "clip.frame": "Frame {frame} of {n}",
    "clip.rated": "Frame {frame} of {n}: signal in {signal} of the SWE box, mean {mean} kPa",
    # under the cursor
    "hover.kpa": "{kpa} kPa",
    "hover.converted": "{kpa} kPa, converted from {speed} m/s",
    "hover.saturated": "≥ {kpa} kPa",
    "hover.void": "no signal",
    # Q-Box
    "qbox.mean": "Mean",
    "qbox.minimum": "Min",
    "qbox.maximum": "Max",
    "qbox.sd": "SD",
    "qbox.diameter_mm": "Diameter",
    "qbox.si_percent": "SI",
    "mark.ocr": "read from the screen: please check",
    "mark.doubtful": "read with doubt: please check",
    "mark.edited": "entered by you",
    "mark.confirmed": "confirmed by you",
    "mark.missing": "not found on the screen",
    # probabilities
    "task.ge_f2": "P(≥F2)",
    "task.ge_f3": "P(≥F3)",
    "task.f4": "P(F4)",
    # exam
    "exam.count": "{n_scored} of {n_images} acquisitions scored",
    # the name of a warning, then why it is given
    "flag.roi_cuts_box": "ROI cuts the SWE box",
    "flag.roi_cuts_box.why": "Part of the SWE box lies outside the ROI, which should hold it whole.",
    "flag.scale_unknown": "Scale unknown",
    "flag.scale_unknown.why": "The colour bar could not be read, so the colours could not be harmonised.",
    "flag.scale_doubtful": "Scale doubtful",
    "flag.scale_doubtful.why": "Labels and ticks of the colour bar disagree; compare them with the screen.",
    "flag.unit_m_per_s": "Unit m/s",
    "flag.unit_m_per_s.why": "The screen shows shear-wave speed in m/s; it is never counted as kPa.",
    "flag.void_high": "Much of the box without signal",
    "flag.void_high.why": "A large part of the SWE box shows no stiffness; better take another measurement.",
    "flag.saturated_high": "Scale saturated",
    "flag.saturated_high.why": "A large part of the box is at the top of its scale, its stiffness unknown.",
    "flag.qbox_missing": "No Q-Box",
    "flag.qbox_missing.why": "No Q-Box mean was found; enter it if the screen shows one.",
    "flag.qbox_doubtful": "Q-Box doubtful",
    "flag.qbox_doubtful.why": "Some values were read with doubt; a doubtful mean does not count for the LSM"
    " until you confirm or enter it.",
    "flag.qbox_contradicts": "Q-Box values contradict",
    "flag.qbox_contradicts.why": "Minimum, mean and maximum are out of order; compare them with the screen.",
    "flag.qbox_min_low": "Q-Box minimum low",
    "flag.qbox_min_low.why": "A minimum of 0.2 kPa or less means that part of the Q-Box has no signal.",
    "flag.si_low": "Stability index low",
    "flag.si_low.why": "The stability index is below 90 %.",
    "flag.sd_high": "Q-Box SD high",
    "flag.sd_high.why": "An SD above 1.4 kPa goes with disagreement of observers (PLOS ONE 2017, 0175747).",
    "flag.several_qboxes": "Several Q-Boxes",
    "flag.several_qboxes.why": "More than one Q-Box is on the screen; the first one counts.",
    "flag.qbox_small": "Q-Box small",
    "flag.qbox_small.why": "The Q-Box is smaller than 10 mm; the papers' one is 20 mm wide.",
    "flag.qbox_outside": "Q-Box over the box's edge",
    "flag.qbox_outside.why": "Part of the Q-Box circle lies outside the SWE box.",
    "flag.unlike_training": "Unlike the training data",
    "flag.unlike_training.why": "The model has seen few screens like this one; its answer may be wrong.",
    "flag.name_doubtful": "Name doubtful",
    "flag.name_doubtful.why": "Patient name or ID may be decoded wrongly; compare it with the screen.",
    "flag.few_acquisitions": "Few acquisitions",
    "flag.few_acquisitions.why": "At least three acquisitions are wanted (EFSUMB), five are recommended.",
    "flag.iqr_high": "IQR/median high",
    "flag.iqr_high.why": "The measurements scatter: IQR/median is above 30 %.",
    "flag.probabilities_contradict": "Probabilities contradict each other",
    "flag.probabilities_contradict.why": "A higher stage is given a higher probability than a lower one.",
    "flag.lsm_and_dlre_disagree": "LSM and DLRE disagree",
    "flag.lsm_and_dlre_disagree.why": "Stiffness and DLRE point to stages at least two apart.",
    "flag.not_fasting": "Not fasting",
    "flag.not_fasting.why": "Eating within four hours raises the stiffness.",
    "flag.other_vendor": "Another scanner",
    "flag.other_vendor.why": "The model was made for the Aixplorer; on another scanner it may be wrong.",
    "flag.other_cause": "Another cause",
    "flag.other_cause.why": "The model was made for chronic hepatitis B; for another cause it may be wrong.",
    # a warning in full
    "detail.figure": "Here {value}; the warning is given where it is {limit}.",
    "detail.figure_unconfirmed": "Here {value}; the warning is given where it is {limit} (not confirmed).",
    "detail.source": "Source: {source}.",
    "do.move_roi": "Press Enter on the proposed ROI, or click into the middle of the SWE box.",
    "do.type_scale": "Compare the scale with the screen, and type it where it is wrong (S).",
    "do.set_kpa": "Set the scanner to kPa for the LSM; the stiffness map is converted by E = 3ρc².",
    "do.measure_again": "Take another measurement, and exclude this one (Delete).",
    "do.larger_scale": "Measure again with a scale that reaches further.",
    "do.type_qbox": "Type the Q-Box mean if the screen shows one.",
    "do.compare_qbox": "Compare the values with the screen, type what is wrong, then confirm them.",
    "do.move_qbox": "Measure again with the Q-Box where the colours are even and without gaps.",
    "do.one_qbox": "Compare the values shown here with the Q-Box that you mean; type them if it is another.",
    "do.larger_qbox": "Measure again with a larger Q-Box.",
    "do.look_twice": "Trust the probabilities less; see whether the screen shows liver and all of the box.",
    "do.compare_name": "Compare name and ID with the screen before you file the result.",
    # what was read
    "read.frame": "Scanner's picture",
    "read.frame_whole": "the whole screen",
    "read.frame_part": "found inside the screen",
    "read.place": "{w} × {h} px, at {x}, {y}",
    "read.at": "at {x}, {y}",
    "read.plain": "{value}",
    "read.value": "{value} {unit}",
    "read.swe_box": "SWE box",
    "read.box_dicom_region": "from the file's ultrasound regions",
    "read.box_colour": "from its colours",
    "read.box_user": "drawn by you",
    "read.bar": "Colour bar",
    "read.scale_minimum": "Scale, minimum",
    "read.scale_maximum": "Scale, maximum",
    "read.from_screen": "read off the screen",
    "read.from_file": "from the file",
    "read.by_hand": "marked by you",
    "read.typed": "typed by you",
    "read.carried": "carried over from another screen",
    "read.map": "Stiffness map",
    "read.opacity": "Opacity of the colours",
    "read.void": "Without signal",
    "read.saturated": "At the top of the scale",
    "read.mean": "Mean of the SWE box",
    "read.error": "Typical error of a pixel",
    "read.circle": "Q-Box {n}, circle",
    "read.qbox_mean": "Q-Box {n}, Mean",
    "read.qbox_minimum": "Q-Box {n}, Min",
    "read.qbox_maximum": "Q-Box {n}, Max",
    "read.qbox_sd": "Q-Box {n}, SD",
    "read.qbox_diameter_mm": "Q-Box {n}, Diameter",
    "read.qbox_si_percent": "Q-Box {n}, SI",
    "read.calibration": "Size of a pixel",
    "read.device": "Scanner",
    "read.missing": "not found",
    "read.doubtful": "read with doubt",
    # banner and notice
    "banner.research": "Research use only, not for diagnosis.",
    "banner.simulated": "Model trained on simulated data.",
    "notice.unsaved": "Saving… ({n} changes are not on disk yet)",
    "notice.unreadable": "Earlier work on this exam could not be read: {reason}",
    "notice.problem": "Not saved: {reason}",
    # undo
    "undo.place_roi": "place ROI",
    "undo.move_roi": "move ROI",
    "undo.accept_roi": "accept ROI",
    "undo.edit_qbox": "edit Q-Box",
    "undo.confirm_qbox": "confirm Q-Box",
    "undo.set_excluded": "exclude or include",
    "undo.give_scale": "enter scale",
    "undo.give_box": "draw SWE box",
    "undo.give_bar": "mark colour bar",
    "undo.decline_carried": "refuse carried scale",
    "undo.leave_frame": "leave frame",
    "undo.take_frame": "take frame",
    "undo.score_as_shown": "score as shown",
}


def message(code: str, **values: object) -> Message:
    """A text of `SOURCES` with its values; KeyError for an unknown code."""
    if code not in SOURCES:
        raise KeyError(code)
    return Message(code, tuple((name, str(value)) for name, value in values.items()))


def text(shown: Message, translate: Callable[[str], str] = str) -> str:
    """The text to show; `translate` gets the English source text."""
    return translate(SOURCES[shown.code]).format(**dict(shown.values))
