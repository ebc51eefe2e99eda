"""How a report begins: the sections that evaluators use, with figures and pictures in place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Beginning:
    """A section as a new report has it. What stands in [brackets] is for whoever writes it."""

    title: str
    words: str
    pictures: tuple[str, ...] = ()


OF_CLUSTER = (
    Beginning(
        "In short",
        "[Say in three sentences what you did, what came of it, and what it cost.]\n\n"
        "- {{members}} members took part, and met {{meetings_held}} times.\n"
        "- {{activities_done}} activities of the workplan were done.\n"
        "- It cost {{cost_of_cluster}}, which is {{cost_per_organisation}} for each organisation.\n"
        "- Cash that is no longer spent, confirmed by members: {{savings_confirmed}}.",
    ),
    Beginning(
        "What we set out to do",
        "[Why you came together, what you wanted to change, and how you chose it.]\n\n"
        "{{surveys_done}} surveys were done and {{decisions_made}} decisions made."
        " {{agreements_signed}} agreements were signed.",
        ("table_decisions",),
    ),
    Beginning(
        "Who took part",
        "[Who the members are, who joined later, who left and why.]\n\n"
        "On average {{attendance}} of the members came to a meeting.",
        ("table_members", "chart_attendance"),
    ),
    Beginning(
        "What we did",
        "[What was done, what was late or dropped, and why.]\n\n"
        "- Activities done: {{activities_done}}\n"
        "- Milestones reached: {{milestones_reached}}\n"
        "- Quick wins done: {{quick_wins_done}}",
        ("chart_plan", "table_milestones"),
    ),
    Beginning(
        "How far we came",
        "[What helped you on, and what held you up.]\n\n"
        "{{steps_done}} steps from mobilisation to realisation are done, as the records show.",
        ("table_steps",),
    ),
    Beginning(
        "What it cost",
        "[What the money went into, and what surprised you.]\n\n"
        "Of a grant of {{grant_awarded}}, {{grant_released}} was released and {{spent}} spent."
        " {{facilitation_days}} of {{facilitation_days_allowed}} days of facilitation were used."
        " Members gave {{hours_given}} hours of unpaid time, and Spinney asked"
        " {{time_asked_each}} of each.\n\n"
        "It cost {{cost_per_organisation}} for each organisation.",
        ("chart_spending", "chart_costs"),
    ),
    Beginning(
        "What changed",
        "[What is different now for members, and for those they serve.]\n\n"
        "Three kinds of saving are told apart, and never added together:\n\n"
        "- Cash that is no longer spent: {{savings_confirmed}}, of which {{savings_realised}} is"
        " seen in later spending.\n"
        "- Costs that did not come: {{avoided_confirmed}}.\n"
        "- Time that is free for other work: {{hours_freed}} hours.\n\n"
        "{{successes}} successes were told. {{spin_offs}} new things came of it that nobody had"
        " planned; partners confirmed {{spin_offs_confirmed}} of them.\n\n"
        "Surveys that asked again what was asked at the start: {{follow_up_surveys_done}}. [Put in"
        " what came of them: published results are among the tables.]",
        ("table_surveys", "table_savings", "table_successes", "table_spin_offs"),
    ),
    Beginning(
        "What we learned",
        "[What worked, what did not, and what you would do next time.]\n\n"
        "{{lessons}} lessons were written down.",
        ("table_lessons",),
    ),
    Beginning("What next", "[What goes on, who looks after it, and what it needs.]"),
)

OF_PROGRAMME = (
    Beginning(
        "In short",
        "[Say in three sentences what the programme did, what came of it, and what it cost.]\n\n"
        "- {{clusters}} clusters with {{members}} members took part.\n"
        "- A cluster cost {{cost_of_cluster}} on average: {{cost_per_organisation}} for each"
        " organisation.\n"
        "- Cash that is no longer spent, confirmed by members: {{savings_confirmed}}.",
    ),
    Beginning(
        "What we set out to do",
        "[What the programme was for, its rules, and how its timetable changed.]",
    ),
    Beginning(
        "Who took part",
        "[Which clusters there were, and how their members were found.]",
        ("table_members", "chart_attendance"),
    ),
    Beginning(
        "What the clusters did",
        "{{meetings_held}} meetings were held, {{surveys_done}} surveys and"
        " {{decisions_made}} decisions made. {{activities_done}} activities were done.",
        ("table_positions",),
    ),
    Beginning(
        "What it cost",
        "Of grants of {{grant_awarded}}, {{grant_released}} was released and {{spent}} spent.\n\n"
        "A cluster cost {{cost_of_cluster}} on average, an organisation"
        " {{cost_per_organisation}}.",
        ("chart_spending", "chart_days", "chart_costs"),
    ),
    Beginning(
        "What changed",
        "{{savings_confirmed}} is no longer spent, {{avoided_confirmed}} of costs did not come, and"
        " {{hours_freed}} hours are free for other work: three different things, so that they are"
        " not added together.",
        ("table_savings", "table_spin_offs"),
    ),
    Beginning(
        "What we learned",
        "[What worked, what did not, and what the programme would do next time.]",
        ("table_lessons",),
    ),
    Beginning("What next", "[What goes on, and what others can take from it.]"),
)
