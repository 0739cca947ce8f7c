"""What a run found, as pictures: the same figures give the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fabula import files
from fabula.corpus.paths import DATA_METRICS
from fabula.evaluation.paths import CONTROL_METRICS, DECODING_SWEEP, POSITIONS
from fabula.reporting import opening, paths
from fabula.reporting.curves import Curves, Points, read_curves
from fabula.reporting.drawing import BLUE, COLOURS, MARKS, RED, line, picture, with_intervals
from fabula.reporting.tables import ROWS, row_label, strategy_label
from fabula.stories import TAGS, Split
from fabula.training.paths import EARLY_STOPPING_CURVE, EARLY_STOPPING_METRICS

TICKS = (0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 8, 11)
SPLIT_COLOURS: dict[Split, str] = {
    "train": BLUE,
    "validation": RED,
    "test": "#c79a2b",
    "new_world": "#4a8a5c",
}


def draw_all() -> None:
    """Draw every picture of the run at hand, from the figures and curves that it left."""
    opening.draw(opening.read(Path()), paths.OVERVIEW_PICTURE)
    data_picture(files.read_json(DATA_METRICS), paths.DATA_PICTURE)
    curves = read_curves()
    loss_picture(curves, paths.LOSS_PICTURE)
    training_picture(curves, paths.TRAINING_PICTURE)
    positions_picture(POSITIONS, paths.POSITIONS_PICTURE)
    control_picture(files.read_json(CONTROL_METRICS), paths.CONTROL_PICTURE)
    decoding_picture(files.read_csv(DECODING_SWEEP), paths.DECODING_PICTURE)
    stops, curve = files.read_json(EARLY_STOPPING_METRICS), files.read_numbers(EARLY_STOPPING_CURVE)
    early_stopping_picture(stops, curve, paths.EARLY_STOPPING_PICTURE)


def data_picture(manifest: Mapping[str, Any], path: Path) -> None:
    """Draw `metrics/data.json` into a PNG: how long the stories are, and which tags they have."""

    def draw(panels: Any) -> None:
        for panel in panels:
            panel.grid(visible=False)
        _lengths(panels[0], manifest)
        _tags(panels[1], manifest)

    picture(path, 2, draw, size=(4, 3), width_ratios=(3, 2))


def _lengths(panel: Any, manifest: Mapping[str, Any]) -> None:
    step = manifest["lengths"]["step"]
    for split in manifest["splits"]:
        counts = manifest["lengths"][split]
        percents = [100 * count / sum(counts) for count in counts]
        edges = [step * place for place in range(len(counts) + 1)]
        label = f"{split}, {manifest['splits'][split]['stories']:,}"
        style = {"fill": True, "alpha": 0.55} if split == "train" else {"linewidth": 1.4}
        panel.stairs(percents, edges, color=SPLIT_COLOURS[split], label=label, **style)
    panel.set(xlabel="words a story", ylabel="% of the split's stories")
    panel.set_title("How long the stories are", fontsize=11)
    panel.set_xlim(left=0)
    panel.legend(frameon=False)


def _tags(panel: Any, manifest: Mapping[str, Any]) -> None:
    train = manifest["splits"]["train"]
    percents = [100 * train["tags"][tag] / train["stories"] for tag in TAGS]
    bars = panel.barh(TAGS, percents, color=SPLIT_COLOURS["train"], height=0.7)
    panel.bar_label(bars, [f"{train['tags'][tag]:,}" for tag in TAGS], padding=3, fontsize=9)
    panel.invert_yaxis()
    panel.set_xlim(0, max(1, *percents) * 1.2)  # room for the numbers
    panel.set(xlabel="% of the training stories")
    panel.set_title("Which tags they have", fontsize=11)


def loss_picture(curves: Mapping[str, Curves], path: Path) -> None:
    """Draw training against validation loss into a PNG, one panel a model, side by side."""

    def draw(panels: Any) -> None:
        for panel, (title, losses) in zip(panels, curves.items(), strict=True):
            panel.set_title(title, fontsize=11)
            _train_and_validation(panel, losses)
        _logarithmic(panels[0], curves.values())
        panels[0].legend(frameon=False)

    picture(path, len(curves), draw, sharey=True)


def training_picture(curves: Mapping[str, Curves], path: Path) -> None:
    """Draw all models into a PNG: validation loss by tokens, whether names are copied, learning
    rate, gradient norm.

    The copying score is dashed for names that no training story of the embedded world has.
    """

    def draw(panels: Any) -> None:
        for title, run in curves.items():
            colour = COLOURS[title]
            millions = [row | {"tokens": row["tokens"] / 1e6} for row in run.validation]
            line(panels[0], millions, "tokens", "loss", color=colour, label=title, **MARKS)
            for name, style in (("copying", "-"), ("copying_new", "--")):
                scored = [row for row in millions if name in row]
                line(panels[1], scored, "tokens", name, color=colour, linestyle=style)
            line(panels[2], run.train, "step", "learning_rate", color=colour)
            line(panels[3], run.train, "step", "gradient_norm", color=colour)
        _logarithmic(panels[0], curves.values())
        panels[0].set(title="validation loss", xlabel="million tokens predicted")
        panels[1].axhline(0, color="#888888", linewidth=0.7)
        panels[1].set(title="copying score (dashed: new names)")
        panels[1].set(xlabel="million tokens predicted")
        panels[2].set(title="learning rate", xlabel="optimizer steps", ylim=(0, None))
        panels[3].set(title="gradient norm, before clipping", xlabel="optimizer steps")
        panels[3].set_ylim(0, None)
        panels[0].legend(frameon=False, fontsize=8)

    picture(path, 4, draw)


def control_picture(results: Mapping[str, Any], path: Path) -> None:
    """Draw `metrics/control.json` into a PNG: what each tag is worth, and what guidance does."""
    gains, stories = results["gains"], results["stories"]

    def draw(panels: Any) -> None:
        for number, (name, found) in enumerate(gains.items()):
            label = row_label(name)
            style = {"color": COLOURS[label], "label": label, "fmt": "o", "markersize": 4}
            shift = 0.2 * (number - (len(gains) - 1) / 2)
            worth = [found[f"over_{tag}"] for tag in TAGS]
            with_intervals(panels[0], [n + shift for n in range(len(TAGS))], worth, **style)
            for panel, key in ((panels[1], "adherence"), (panels[2], "joint_pass")):
                scales = [float(scale) for scale in stories[name]]
                values = [each[key] for each in stories[name].values()]
                with_intervals(panel, scales, values, **style | {"fmt": "o-"})
        panels[0].set_xticks(range(len(TAGS)), TAGS, rotation=30, ha="right", fontsize=8)
        panels[0].axhline(0, color="#888888", linewidth=0.7)
        panels[0].set(title="what a tag is worth", ylabel="nats per story that has it")
        for panel, key in ((panels[1], "adherence"), (panels[2], "joint_pass")):
            real = stories["real"]["own"][key]["value"]
            if real is not None:
                panel.axhline(real, color="#888888", linewidth=0.7, linestyle="--")
            panel.set(xlabel="guidance (dashed: real stories)")
            panel.set_ylim(bottom=min(0, panel.get_ylim()[0]))
        panels[1].set_title("tag adherence, corrected")
        panels[2].set_title("joint pass, %")
        panels[2].legend(frameon=False, fontsize=8, loc="lower center")

    picture(path, 3, draw)


def decoding_picture(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Draw `plots/decoding.csv` into a PNG: quality against variety, a line a strategy.

    Quality is joint pass, and beside it the joint score, in which a story that was told before does
    not count. Best is where real stories stand; a larger dot is a higher temperature, a square has
    none.
    """

    def draw(panels: Any) -> None:
        for panel, quality in zip(panels, ("joint_pass", "joint_score"), strict=True):
            _strategies(panel, rows, quality)
        panels[-1].legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))

    picture(path, 2, draw, size=(5.4, 3.2))


def _strategies(panel: Any, rows: Sequence[Mapping[str, str]], quality: str) -> None:
    for number, strategy in enumerate(dict.fromkeys(row["strategy"] for row in rows)):
        mine = [row for row in rows if row["strategy"] == strategy]
        x, y = ([float(row[name]) for row in mine] for name in ("distinct_2", quality))
        if strategy == "real":
            panel.scatter(x, y, marker="*", s=150, color="#444444", label="real stories", zorder=3)
            continue
        colour = f"C{number - 1}"
        heats = [float(row["temperature"]) for row in mine]
        style = {"color": colour, "label": strategy_label(strategy), "zorder": 3}
        if any(heats):
            panel.plot(x, y, color=colour, linewidth=1)
            panel.scatter(x, y, s=[10 + 40 * heat**2 for heat in heats], **style)
        else:
            panel.scatter(x, y, s=40, marker="s", **style)
    panel.set(xlabel="variety: distinct pairs of words", ylabel="stories, %")
    panel.set_title(f"{quality.replace('_', ' ')}; larger: hotter", fontsize=11)


def positions_picture(folder: Path, path: Path) -> None:
    """Draw each trained model's loss by the position in a story, from `<row>.csv`, into a PNG."""
    trained = [name for name in ROWS if name != "gpt2-base" and (folder / f"{name}.csv").exists()]

    def draw(panels: Any) -> None:
        for name in trained:
            rows, label = files.read_numbers(folder / f"{name}.csv"), row_label(name)
            line(panels[0], rows, "position", "loss", color=COLOURS[label], label=label)
        panels[0].set(xlabel="tokens since the story began", ylabel="loss, nats per token")
        panels[0].set_title("real stories, by position", fontsize=11)
        panels[0].legend(frameon=False, fontsize=8)

    picture(path, 1, draw)


def early_stopping_picture(results: Mapping[str, Any], rows: Points, path: Path) -> None:
    """Draw `metrics/early_stopping.json` and its curve into a PNG; each number is a patience.

    Left the losses, and below them where each pair of patience and min_delta stops; right what that
    saves and costs.
    """
    stops = _stops(results["replay"])
    steps, best = rows[-1]["step"], results["whole_run"]["best_step"]
    highest = max(stop["regret"] for found in stops.values() for stop in found.values()) or 0.01

    def draw(panels: Any) -> None:
        left, right = panels
        line(left, rows, "step", "training", color=BLUE, label="training")
        line(left, rows, "step", "validation", color=RED, label="validation", **MARKS)
        strip, (low, high) = 0.03 + 0.07 * len(stops), left.get_ylim()
        left.set_ylim(low - strip * (high - low), high)
        left.axvline(best, ymin=strip, color="#888888", linewidth=0.7, linestyle="--")
        for number, (min_delta, found) in enumerate(stops.items()):
            words = {"color": f"C{number}", "fontsize": 8, "ha": "center"}
            across = {"transform": left.get_xaxis_transform()}
            taken = [100 * stop["stop_step"] / steps for stop in found.values()]
            regrets = [stop["regret"] for stop in found.values()]
            right.plot(taken, regrets, color=f"C{number}", label=f"min_delta {min_delta}", **MARKS)
            for (patience, stop), *at in zip(found.items(), taken, regrets, strict=True):
                left.text(stop["stop_step"], 0.03 + 0.07 * number, patience, **words, **across)
                above = (0, 5 + 9 * number)
                right.annotate(patience, at, above, textcoords="offset points", **words)
        left.set(xlabel="optimizer steps (dashed: the best)", ylabel="loss, nats per token")
        left.set_title("where each patience stops", fontsize=11)
        right.set(xlabel="steps taken, %", ylabel="regret, nats per token")
        right.set(xlim=(0, 105), ylim=(-0.05 * highest, 1.3 * highest))
        right.set_title("what it saves and costs", fontsize=11)
        for panel in panels:
            panel.legend(frameon=False, fontsize=8, loc="upper right")

    picture(path, 2, draw, size=(4.4, 3.2))


def _stops(replay: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The replays by min_delta and then by patience; patiences that stop together share a name."""
    stops: dict[str, dict[int, tuple[str, Any]]] = {}
    for patience, pairs in replay.items():
        for min_delta, found in pairs.items():
            mine = stops.setdefault(min_delta.removeprefix("min_delta_"), {})
            name = patience.removeprefix("patience_")
            before = mine.get(found["stop_step"])
            mine[found["stop_step"]] = (f"{before[0]}, {name}" if before else name, found)
    return {min_delta: dict(mine.values()) for min_delta, mine in stops.items()}


def speed_picture(logs: Mapping[str, Points], path: Path) -> None:
    """Draw training loss against seconds and tokens a second into a PNG: a picture of one run."""

    def draw(panels: Any) -> None:
        for title, rows in logs.items():
            colour = COLOURS[title]
            line(panels[0], rows, "seconds", "loss", color=colour, label=title)
            line(panels[1], rows, "seconds", "tokens_per_second", color=colour)
        panels[0].set(title="training loss, nats per token", xlabel="seconds")
        panels[1].set(title="tokens a second", xlabel="seconds", ylim=(0, None))
        panels[0].legend(frameon=False, fontsize=8)

    picture(path, 2, draw)


def _train_and_validation(panel: Any, losses: Curves) -> None:
    """One model's two curves, the last validation loss written above its point."""
    line(panel, losses.train, "step", "loss", color=BLUE, label="training")
    line(panel, losses.validation, "step", "loss", color=RED, label="validation", **MARKS)
    last = losses.validation[-1]["loss"]
    at = (losses.validation[-1]["step"], last)
    panel.annotate(f"{last:.2f}", at, (0, 7), textcoords="offset points", ha="center", color=RED)
    panel.set_xlabel("optimizer steps")


def _logarithmic(panel: Any, curves: Iterable[Curves]) -> None:
    """A loss axis over the range that all losses fill; matplotlib would choose powers of ten."""
    losses = [row["loss"] for run in curves for row in (*run.train, *run.validation)]
    panel.set(ylabel="loss, nats per token (log)", yscale="log")
    panel.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
    panel.minorticks_off()
    panel.set_ylim(min(losses) * 0.9, max(losses) * 1.05)
