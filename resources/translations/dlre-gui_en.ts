<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message numerus="yes">
        <source>Stopped: %n file(s) were not opened.</source>
        <translation>
            <numerusform>Stopped: %n file was not opened.</numerusform>
            <numerusform>Stopped: %n files were not opened.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message numerus="yes">
        <source>%n new screen(s) in {folder} wait: the last one before is of {when}. The same patient?</source>
        <translation>
            <numerusform>%n new screen in {folder} waits: the last one before is of {when}. The same patient?</numerusform>
            <numerusform>%n new screens in {folder} wait: the last one before is of {when}. The same patient?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BookActs</name>
    <message numerus="yes">
        <source>%n exam(s) backed up and checked</source>
        <translation>
            <numerusform>%n exam backed up and checked</numerusform>
            <numerusform>%n exams backed up and checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) exported, without the screens&apos; pixels</source>
        <translation>
            <numerusform>%n exam exported, without the screens&apos; pixels</numerusform>
            <numerusform>%n exams exported, without the screens&apos; pixels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new exam(s)</source>
        <translation>
            <numerusform>%n new exam</numerusform>
            <numerusform>%n new exams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known exam(s)</source>
        <translation>
            <numerusform>%n known exam</numerusform>
            <numerusform>%n known exams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The audit trail holds: %n entries</source>
        <translation>
            <numerusform>The audit trail holds: %n entry</numerusform>
            <numerusform>The audit trail holds: %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The audit trail does not hold: %n place(s) were changed behind the program&apos;s back.</source>
        <translation>
            <numerusform>The audit trail does not hold: %n place was changed behind the program&apos;s back.</numerusform>
            <numerusform>The audit trail does not hold: %n places were changed behind the program&apos;s back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) in the cohort</source>
        <translation>
            <numerusform>%n exam in the cohort</numerusform>
            <numerusform>%n exams in the cohort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s)</source>
        <translation>
            <numerusform>%n screen</numerusform>
            <numerusform>%n screens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) left out: {why}</source>
        <translation>
            <numerusform>%n screen left out: {why}</numerusform>
            <numerusform>%n screens left out: {why}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them without a stage: fill in these cells before training.</source>
        <translation>
            <numerusform>%n of them without a stage: fill in this cell before training.</numerusform>
            <numerusform>%n of them without a stage: fill in these cells before training.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n exam(s) written</source>
        <translation>
            <numerusform>%n exam written</numerusform>
            <numerusform>%n exams written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportFields</name>
    <message numerus="yes">
        <source>%n exam(s) chosen in the list</source>
        <translation>
            <numerusform>%n exam chosen in the list</numerusform>
            <numerusform>%n exams chosen in the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n exam</numerusform>
            <numerusform>%n exams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingsDialog</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LostFiles</name>
    <message numerus="yes">
        <source>%n of them only another model scored: they do not count now.</source>
        <translation>
            <numerusform>%n of them only another model scored: it does not count now.</numerusform>
            <numerusform>%n of them only another model scored: they do not count now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message numerus="yes">
        <source>Looking into %n file(s)…</source>
        <translation>
            <numerusform>Looking into %n file…</numerusform>
            <numerusform>Looking into %n files…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProcessDialog</name>
    <message numerus="yes">
        <source>%n problem(s); nothing was begun.</source>
        <translation>
            <numerusform>%n problem; nothing was begun.</numerusform>
            <numerusform>%n problems; nothing was begun.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n patient</numerusform>
            <numerusform>%n patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s)</source>
        <translation>
            <numerusform>%n screen</numerusform>
            <numerusform>%n screens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) are held out of training to choose the best epoch.</source>
        <translation>
            <numerusform>%n patient is held out of training to choose the best epoch.</numerusform>
            <numerusform>%n patients are held out of training to choose the best epoch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) validate.</source>
        <translation>
            <numerusform>%n patient validates.</numerusform>
            <numerusform>%n patients validate.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n minute(s) left</source>
        <translation>
            <numerusform>At most %n minute left</numerusform>
            <numerusform>At most %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s) left</source>
        <translation>
            <numerusform>About %n minute left</numerusform>
            <numerusform>About %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) could not be used.</source>
        <translation>
            <numerusform>%n screen could not be used.</numerusform>
            <numerusform>%n screens could not be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrendDialog</name>
    <message numerus="yes">
        <source>%n exam(s).</source>
        <translation>
            <numerusform>%n exam.</numerusform>
            <numerusform>%n exams.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open signs: %n exam(s) scored by another model or none; do not compare their probabilities.</source>
        <translation>
            <numerusform>Open signs: %n exam scored by another model or none; do not compare its probabilities.</numerusform>
            <numerusform>Open signs: %n exams scored by another model or none; do not compare their probabilities.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n exam(s) of this ID with another date of birth or name.</source>
        <translation>
            <numerusform>Left out: %n exam of this ID with another date of birth or name.</numerusform>
            <numerusform>Left out: %n exams of this ID with another date of birth or name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ValidateDialog</name>
    <message numerus="yes">
        <source>%n screen(s) scored; the report is written.</source>
        <translation>
            <numerusform>%n screen scored; the report is written.</numerusform>
            <numerusform>%n screens scored; the report is written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n screen(s) were not; the report says why.</source>
        <translation>
            <numerusform>%n screen was not; the report says why.</numerusform>
            <numerusform>%n screens were not; the report says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchFolder</name>
    <message numerus="yes">
        <source>%n file(s) opened</source>
        <translation>
            <numerusform>%n file opened</numerusform>
            <numerusform>%n files opened</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait for you</source>
        <translation>
            <numerusform>%n waits for you</numerusform>
            <numerusform>%n wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not whole yet</source>
        <translation>
            <numerusform>%n not whole yet</numerusform>
            <numerusform>%n not whole yet</numerusform>
        </translation>
    </message>
</context>
</TS>
