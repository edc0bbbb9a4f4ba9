<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>sermo::ui::ColumnFoot</name>
    <message numerus="yes">
        <source>%1 · %n waiting</source>
        <translation>
            <numerusform>%1 · %n waiting</numerusform>
            <numerusform>%1 · %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2, %n open</source>
        <translation>
            <numerusform>%1 · %2, %n open</numerusform>
            <numerusform>%1 · %2, %n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::ComposerPanel</name>
    <message numerus="yes">
        <source>No more than %n images at once</source>
        <translation>
            <numerusform>No more than %n image at once</numerusform>
            <numerusform>No more than %n images at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::QueueRow</name>
    <message numerus="yes">
        <source>%1: %n waiting</source>
        <translation>
            <numerusform>%1: %n customer waiting</numerusform>
            <numerusform>%1: %n customers waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::Rail</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::TopBar</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::TranscriptView</name>
    <message numerus="yes">
        <source>%n new below</source>
        <translation>
            <numerusform>%n new below</numerusform>
            <numerusform>%n new below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::Welcome</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n customer is waiting</numerusform>
            <numerusform>%n customers are waiting</numerusform>
        </translation>
    </message>
</context>
</TS>
