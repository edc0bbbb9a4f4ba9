<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Allocation</name>
    <message numerus="yes">
        <source>%1 %2, %n open</source>
        <translation>
            <numerusform>%1 %2, %n open</numerusform>
            <numerusform>%1 %2, %n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message numerus="yes">
        <source>Has written %n times</source>
        <translation>
            <numerusform>Has written %n time</numerusform>
            <numerusform>Has written %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages unanswered</source>
        <translation>
            <numerusform>%n message unanswered</numerusform>
            <numerusform>%n messages unanswered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Has written %n in a row</source>
        <translation>
            <numerusform>Has written %n in a row</numerusform>
            <numerusform>Has written %n in a row</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::model::Absence</name>
    <message numerus="yes">
        <source>You were away: nothing was done for %n minutes</source>
        <translation>
            <numerusform>You were away: nothing was done for %n minute</numerusform>
            <numerusform>You were away: nothing was done for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::model::Alarms</name>
    <message numerus="yes">
        <source>%1: nobody is available, %n waiting</source>
        <translation>
            <numerusform>%1: nobody is available, %n customer is waiting</numerusform>
            <numerusform>%1: nobody is available, %n customers are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: the line is long, %n waiting</source>
        <translation>
            <numerusform>%1: the line is long, %n customer is waiting</numerusform>
            <numerusform>%1: the line is long, %n customers are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: somebody has waited for %n minutes</source>
        <translation>
            <numerusform>%1: somebody has waited for %n minute</numerusform>
            <numerusform>%1: somebody has waited for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::model::BoardQueues</name>
    <message numerus="yes">
        <source>%n in the last hour</source>
        <translation>
            <numerusform>%n in the last hour</numerusform>
            <numerusform>%n in the last hour</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::model::FigureCards</name>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n open</source>
        <translation>
            <numerusform>of %n open</numerusform>
            <numerusform>of %n open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>room for %n more</source>
        <translation>
            <numerusform>room for %n more</numerusform>
            <numerusform>room for %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::model::TransferTargets</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n open</source>
        <translation>
            <numerusform>%1, %n open</numerusform>
            <numerusform>%1, %n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::ArrivalsChart</name>
    <message numerus="yes">
        <source>Arrivals and waiting: %n arrivals in the time shown</source>
        <translation>
            <numerusform>Arrivals and waiting: %n arrival in the time shown</numerusform>
            <numerusform>Arrivals and waiting: %n arrivals in the time shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::ColumnNotice</name>
    <message numerus="yes">
        <source>Offered to %1: %n seconds to answer</source>
        <translation>
            <numerusform>Offered to %1: %n second to answer</numerusform>
            <numerusform>Offered to %1: %n seconds to answer</numerusform>
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
    <name>sermo::ui::Countdown</name>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::FoundBar</name>
    <message numerus="yes">
        <source>Exporting: %n conversations so far</source>
        <translation>
            <numerusform>Exporting: one conversation so far</numerusform>
            <numerusform>Exporting: %n conversations so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest %n conversations; more below</source>
        <translation>
            <numerusform>The latest conversation; more below</numerusform>
            <numerusform>The latest %n conversations; more below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations exported to %1</source>
        <translation>
            <numerusform>One conversation exported to %1</numerusform>
            <numerusform>%n conversations exported to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::Herald</name>
    <message numerus="yes">
        <source>%n customers to look at</source>
        <translation>
            <numerusform>%n customer to look at</numerusform>
            <numerusform>%n customers to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::LoadBar</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
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
    <name>sermo::ui::RepliesDialog</name>
    <message numerus="yes">
        <source>A reply has at most %n characters.</source>
        <translation>
            <numerusform>A reply has at most %n character.</numerusform>
            <numerusform>A reply has at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sermo::ui::StandbyBar</name>
    <message numerus="yes">
        <source>The host has been away for %n s. Take over? Only where it is really off: two that serve would each take what the other one does not know.</source>
        <translation>
            <numerusform>The host has been away for %n s. Take over? Only where it is really off: two that serve would each take what the other one does not know.</numerusform>
            <numerusform>The host has been away for %n s. Take over? Only where it is really off: two that serve would each take what the other one does not know.</numerusform>
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
