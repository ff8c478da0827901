"""Where deliveries went: delivered, dropped for each reason, left in buffers, pending, never published."""

from matplotlib.patches import Patch

from . import style, units
from .page import Page, endings, pages, strategies_of
from .panels import classes_of, panels_of, repetitions
from .reading import ACCOUNTS
from .settings import settings

# Colour and hatch of each account, so that either tells them apart.
LOOKS = {
    "deliveries": ("delivered", "#C9D8E6", ""),
    "drops_timed_out": ("dropped: timed out", "#D55E00", "////"),
    "drops_rejected_newest": ("dropped: newest rejected", "#E69F00", "\\\\\\\\"),
    "drops_evicted_oldest": ("dropped: oldest evicted", "#CC79A7", "xxxx"),
    "drops_closed": ("dropped: closed", "#882255", "...."),
    "depth_left": ("left in buffers", "#56B4E9", "----"),
    "pending": ("pending", "#4D4D4D", ""),
    "unpublished": ("never published", "#FFFFFF", "////"),
}


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    found, shared = settings(trials)
    written = []
    for part, suffix in pages(panels_of(found), 4):
        classes, strategies = classes_of(part), strategies_of(part)
        page = Page(
            f"Where deliveries went: scenario {scenario}", shared, run.place, len(part), len(classes),
            0.62 + 0.185 * len(strategies), sharey="row", sharex=True)
        used = set()
        for row, panel in zip(page.grid, part):
            here = [name for name in strategies if len(panel.setting.of(name, panel.subscribers))]
            for axis, name in zip(row, classes):
                title = f"{panel.title}: {name} class" if len(classes) > 1 else panel.title
                page.head(axis, title)
                used |= draw_panel(axis, panel, name, here)
        for axis in page.grid[-1]:
            axis.set_xlabel("share of the deliveries that were due")
        handles = [
            Patch(facecolor=color, hatch=hatch, edgecolor=ink(account), linewidth=0.5, label=label)
            for account, (label, color, hatch) in LOOKS.items() if account in used]
        written += page.save(stem_of("deliveries", suffix), handles, caption(part))
    return written


def ink(account):
    return "#444444" if account in ("deliveries", "unpublished") else "white"


def draw_panel(axis, panel, name, strategies):
    """Draws a panel; the accounts that are in it."""
    used = set()
    for place, strategy in enumerate(strategies):
        ok, early = panel.of(strategy)
        rows = ok if len(ok) else early
        used |= draw_bar(axis, place, rows, name, faint=not len(ok))
        if len(early):
            statuses = ", ".join(sorted(set(early["status"])))
            total = len(ok) + len(early)
            words = f"× {statuses}" + (f", {len(early)} of {total}" if total > 1 else "")
            axis.text(
                50, place, words, ha="center", va="center", fontsize=7.5, color=style.of(strategy).color, zorder=6,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8})
    axis.set_xlim(0, 115)
    axis.set_ylim(len(strategies) - 0.4, -0.6)
    axis.grid(axis="y", visible=False)
    units.label_fixed(axis.xaxis, [0, 25, 50, 75, 100], units.percent)
    axis.set_yticks(range(len(strategies)), strategies)
    axis.tick_params(axis="y", length=0)
    return used


def draw_bar(axis, place, rows, name, faint):
    """A strategy's bar, over all the trials given; the accounts that are in it."""
    counts = {account: rows[f"{name}_{account}"].sum() for account in ACCOUNTS}
    members = rows["slow_subscribers"].fillna(0)
    members = members if name == "slow" else rows["subscribers"] - members
    counts["unpublished"] = (rows["unpublished"].fillna(0) * members / rows["topics"]).sum()
    whole = sum(counts.values())
    if not whole:
        if not faint:
            axis.text(1, place, "none due", va="center", fontsize=7.5, color=style.FAINT)
        return set()
    left, used = 0.0, set()
    for account, count in counts.items():
        if not count:
            continue
        width = count / whole * 100
        _, color, hatch = LOOKS[account]
        axis.barh(
            place, width, left=left, height=0.74, color=color, hatch=hatch, edgecolor=ink(account),
            linewidth=0 if width < 0.4 else 0.4, alpha=0.45 if faint else 1, zorder=3)
        left += width
        used.add(account)
    axis.text(101, place, share_in_words(counts["deliveries"], whole), va="center", fontsize=7, color=style.INK)
    return used


def share_in_words(part, whole):
    """All and nothing are said of nothing less."""
    share = part / whole * 100
    if part in (0, whole):
        return f"{share:.0f}%"
    return "<0.1%" if share < 0.1 else ">99.9%" if share > 99.9 else f"{share:.1f}%"


def caption(part):
    words = ["On the right, the share delivered."]
    if repetitions(part) > 1:
        words.append(f"Sums over {repetitions(part)} repetitions.")
    if ways := endings(part):
        words.append(
            f"×\u00a0trials that did not end ok ({ways}): in no sum, or a faint bar of what they had until then where "
            "no other did.")
    return " ".join(words)


