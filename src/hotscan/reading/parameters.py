"""SaTScan's parameter file (.prm): what is supported becomes options, what is not is named and refused, never ignored.

Every key of the file is looked for in three tables: those that choose (CHOICES), those that must stay at the value that
switches them off (OFF), and those that only say which files SaTScan writes and how it runs (ITS_OWN); files asked for
there are told as not written (`unwritten`).
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from hotscan.options import Analysis, ModelKind, Options, Penalty, Secondary, Side
from hotscan.problems import ScanProblem
from hotscan.reading import dates, lines, text
from hotscan.reading.dates import Precision
from hotscan.reading.files import Files
from hotscan.timing import Unit

T = TypeVar("T")
N = TypeVar("N", int, float)

_MODELS: Final = {"0": ModelKind.POISSON, "1": ModelKind.BERNOULLI, "2": ModelKind.PERMUTATION}
_ANALYSES: Final = {
    "1": Analysis.SPATIAL,
    "2": Analysis.TEMPORAL,
    "3": Analysis.RETROSPECTIVE,
    "4": Analysis.PROSPECTIVE,
}
_SIDES: Final = {"1": Side.HIGH, "2": Side.LOW, "3": Side.BOTH}
_UNITS: Final = {"0": Unit.DAY, "1": Unit.YEAR, "2": Unit.MONTH, "3": Unit.DAY, "4": Unit.NUMBER}
_PRECISIONS: Final = {str(int(precision)): precision for precision in Precision}
_PENALTIES: Final = {"0": Penalty.NONE, "1": Penalty.MEDIUM, "2": Penalty.STRONG}
_RULES: Final = {str(number): rule for number, rule in enumerate(Secondary)}
_YES: Final = {"y": True, "n": False}

CHOICES: Final = {
    "CaseFile": "", "ControlFile": "", "PopulationFile": "", "CoordinatesFile": "", "UseGridFile": "n", "GridFile": "",
    "PrecisionCaseTimes": "1", "StartDate": "2000/1/1", "EndDate": "2000/12/31", "CoordinatesType": "1",
    "AnalysisType": "1", "ModelType": "0", "ScanAreas": "1", "TimeAggregationUnits": "1", "TimeAggregationLength": "1",
    "StudyPeriodCheckType": "0", "MaxSpatialSizeInPopulationAtRisk": "50", "UseDistanceFromCenterOption": "n",
    "MaxSpatialSizeInDistanceFromCenter": "1", "MinimumTemporalClusterSize": "1", "MaxTemporalSizeInterpretation": "0",
    "MaxTemporalSize": "50", "AdjustForWeeklyTrends": "n", "PValueReportType": "0", "EarlyTerminationThreshold": "50",
    "MonteCarloReps": "999", "AdjustForEarlierAnalyses": "n", "ProspectiveFrequencyType": "0", "ProspectiveStartDate": "2000/12/31",
    "NumberParallelProcesses": "0", "IncludeClusters": "0", "ResultsFile": "", "SpatialWindowShapeType": "0",
    "NonCompactnessPenalty": "1", "EllipseShapes": "1.5,2,3,4,5", "EllipseAngles": "4,6,9,12,15",
    "UseAdjustmentsByRRFile": "n", "AdjustmentsByKnownRelativeRisksFilename": "",
    "IterativeScan": "n", "IterativeScanMaxIterations": "10", "IterativeScanMaxPValue": "0.05",
    "CriteriaForReportingSecondaryClusters": "0", "ReportHierarchicalClusters": "y", "ReportGiniClusters": "n",
    "GiniIndexClustersPValueCutOff": "0.05", "SpatialMaxima": "1,2,3,4,5,6,8,10,12,15,20,25,30,40,50",
}  # fmt: skip

OFF: Final = {
    "MultipleDataSetsPurposeType": "0", "GeographicalCoordinatesCheckType": "0", "UseLocationsNetworkFile": "n",
    "LineListCaseFile": "n", "UseNeighborsFile": "n", "UseMetaLocationsFile": "n", "MultipleCoordinatesType": "0",
    "UseMaxCirclePopulationFileOption": "n", "IncludePurelyTemporal": "n",
    "IsotonicScan": "0", "IncludePurelySpatial": "n", "RiskLimitHighClusters": "n", "RiskLimitLowClusters": "n",
    "MinimumCasesInLowRateClusters": "0", "MinimumCasesInHighRateClusters": "2", "TimeTrendAdjustmentType": "0",
    "SpatialAdjustmentType": "0", "PerformStandardDrilldown": "n",
    "PerformBernoulliDrilldown": "n", "CalculateOliveira": "n", "PerformPowerEvaluation": "n",
    "GiniIndexClusterReportingType": "0", "UseReportOnlySmallerClusters": "n",
    "SimulatedDataMethodType": "0", "PrintSimulatedDataToFile": "n", "ClusterSignificanceByRecurrence": "n",
    "ClusterSignificanceByPvalue": "n", "EmailResultsSummary": "n",
}  # fmt: skip

ITS_OWN: Final = frozenset(["AlternativeHypothesisFilename", "CensusAreasReportedClustersASCII", "CensusAreasReportedClustersDBase", "ClusterSignificancePvalueCutoff", "ClusterSignificanceRecurrenceCutoff", "ClusterSignificanceRecurrenceCutoffType", "CompressKMLtoKMZ", "CriticalValue", "CriticalValue001", "CriticalValue01", "CriticalValue05", "CriticalValueType", "DrilldownAdjustForWeeklyTrends", "DrilldownClusterPvalueCutoff", "DrilldownMinimumClusterCases", "DrilldownMinimumClusterLocations", "EmailAlwaysRecipients", "EmailAttachResults", "EmailMessageBodyNoSignificant", "EmailMessageBodySignificant", "EmailSignificantRecipients", "EmailSubjectLineNoSignificant", "EmailSubjectLineSignificant", "EventGroupByKML", "EventGroupKML", "ExecutionType", "IncludeClusterLocationsKML", "IncludeRelativeRisksCensusAreasASCII", "IncludeRelativeRisksCensusAreasDBase", "IntervalEndRange", "IntervalStartRange", "LaunchKMLViewer", "LaunchMapViewer", "LineListEventCache", "LineListHeaderCaseFile", "LocationsNetworkFilename", "LogRunToHistoryFile", "MaxCirclePopulationFile", "MaxSizeInMaxCirclePopulationFile_Reported", "MaxSpatialSizeInDistanceFromCenter_Reported", "MaxSpatialSizeInMaxCirclePopulationFile", "MaxSpatialSizeInPopulationAtRisk_Reported", "MetaLocationsFilename", "MostLikelyClusterCaseInfoEachCentroidASCII", "MostLikelyClusterCaseInfoEachCentroidDBase", "MostLikelyClusterEachCentroidASCII", "MostLikelyClusterEachCentroidDBase", "NeighborsFilename", "NumBootstrapReplications", "NumberPowerReplications", "OliveiraPvalueCutoff", "OutputCartesianGraph", "OutputGoogleEarthKML", "OutputGoogleMaps", "OutputShapefiles", "OutputTemporalGraphHTML", "PowerEstimationType", "PowerEvaluationTotalCases", "PowerEvaluationsMethod", "PowerEvaluationsSimulationMethod", "PowerEvaluationsSimulationOutputFilename", "PowerEvaluationsSimulationSourceFilename", "PrintAsciiColumnHeaders", "ProspectiveFrequency", "PurposeLocationsNetworkFile", "ReportClusterRank", "ReportGiniIndexCoefficents", "ReportGumbel", "ReportPowerEvaluationSimulationData", "ResultsTitle", "RiskThresholdHighClusters", "RiskThresholdLowClusters", "SaveSimLLRsASCII", "SaveSimLLRsDBase", "SimulatedDataInputFilename", "SimulatedDataOutputFilename", "SuppressWarnings", "TemporalGraphMostMLC", "TemporalGraphReportType", "TemporalGraphSignificanceCutoff", "ThresholdLocationsSeparateKML", "TimeTrendPercentage", "TimeTrendType", "UseDistanceFromCenterOption_Reported", "UseMaxCirclePopulationFileOption_Reported", "Version"])  # fmt: skip
#: Keys of further data sets, and of tables that SaTScan's wizard reads column by column.
_ITS_FILES: Final = ("Output", "ASCII", "DBase")  # how keys of files begin or end
_FOREIGN: Final = re.compile(r"(?i)^[a-z]+File(?:\d+|\d*-Source\w*)$")
_KNOWN: Final = {name.lower(): name for name in (*CHOICES, *OFF, *ITS_OWN)}


@dataclass(frozen=True, slots=True)
class _Given:
    """What a parameter file says: each key's value and line."""

    path: Path
    values: Mapping[str, tuple[str, int]]

    def text(self, key: str) -> str:
        return self.values[key][0] if key in self.values else CHOICES[key]

    def problem(self, key: str, words: str) -> ScanProblem:
        line = self.values[key][1] if key in self.values else None
        return ScanProblem(f"{key}={self.text(key)}: {words}", self.path, line)

    def chosen(self, key: str, table: Mapping[str, T]) -> T:
        """Return what a value stands for; raises ScanProblem for one that is not supported."""
        value = self.text(key)
        if value not in table:
            supported = ", ".join(table)
            raise self.problem(key, f"this is not supported by hotscan; it knows {supported}.")
        return table[value]

    def number(self, key: str, kind: Callable[[str], N]) -> N:
        try:
            return kind(self.text(key))
        except ValueError:
            raise self.problem(key, "this must be a number; correct the line.") from None

    def list(self, key: str, kind: Callable[[str], N]) -> tuple[N, ...]:
        try:
            return tuple(kind(words) for words in self.text(key).split(","))
        except ValueError:
            raise self.problem(
                key, "these must be numbers with commas between; correct the line."
            ) from None

    def time(self, key: str, of: Callable[..., int], precision: Precision) -> int:
        """Return the time a key says, as `dates.first` or `dates.last` reads it."""
        line = self.values[key][1] if key in self.values else None
        return of(self.text(key), precision, self.path, line)

    def file(self, key: str) -> Path | None:
        """Return a file's path; a path that is not absolute is seen from the parameter file."""
        words = self.text(key)
        return self.path.parent / words if words else None


def parameters(path: str | Path, encoding: str | None = None) -> tuple[Files, Options]:
    """Return the files and options of a parameter file. Raises ScanProblem, naming key and line.

    encoding   of it and its files where they are not UTF-8 and have no mark
    """
    path = Path(path)
    given = _Given(path, _read(path, encoding))
    for key, off in OFF.items():
        if key in given.values and given.values[key][0].lower() not in ("", off):
            value, line = given.values[key]
            raise ScanProblem(
                f"{key}={value} is not supported by hotscan; set it to {off}.", path, line
            )
    return replace(_files(given), encoding=encoding), _options(given)


def unwritten(path: str | Path, encoding: str | None = None) -> list[str]:
    """Return the keys of a parameter file that ask for files only SaTScan writes. Raises ScanProblem."""
    given = _read(Path(path), encoding)
    return [
        key
        for key, (value, _) in given.items()
        if (key == "ResultsFile" and value)
        or (
            (key.startswith(_ITS_FILES[0]) or key.endswith(_ITS_FILES[1:])) and value.lower() == "y"
        )
    ]


def _lines(path: Path, encoding: str | None) -> Iterator[tuple[int, str]]:
    """Return the lines that say something, with their numbers; sections and comments are left out."""
    for first, piece in text.pieces(path, encoding):
        for number, line in enumerate(piece, first):
            words = line.decode().strip()
            if words and words[0] not in ";#[":
                yield number, words


def _read(path: Path, encoding: str | None) -> dict[str, tuple[str, int]]:
    values: dict[str, tuple[str, int]] = {}
    for number, words in _lines(path, encoding):
        key, sign, value = (part.strip() for part in words.partition("="))
        if not sign:
            raise ScanProblem(
                f"{lines.shown(words.encode())} is no parameter; write it as Key=value.",
                path,
                number,
            )
        name = _known(key, path, number)
        if name in values:
            raise ScanProblem(
                f"{name} stands already in line {values[name][1]}; leave one line of it.",
                path,
                number,
            )
        values[name] = value, number
    if not values:
        raise ScanProblem("The file is empty; check that it is the right one.", path)
    return values


def _known(key: str, path: Path, line: int) -> str:
    name = _KNOWN.get(key.lower())
    if name is None and _FOREIGN.search(key):
        raise ScanProblem(
            f"{key} is not supported by hotscan, which knows one plain file of each kind; save the columns in SaTScan's "
            "own order and take the line out.",
            path,
            line,
        )
    if name is None:
        near = difflib.get_close_matches(key, _KNOWN.values(), n=1)
        hint = f"; did you mean {near[0]}?" if near else "; correct the name or take the line out."
        raise ScanProblem(f"{key} is no parameter of SaTScan that hotscan knows{hint}", path, line)
    return name


def _files(given: _Given) -> Files:
    precision = given.chosen("PrecisionCaseTimes", _PRECISIONS)
    cases, coordinates = given.file("CaseFile"), given.file("CoordinatesFile")
    if cases is None or coordinates is None:
        raise ScanProblem("CaseFile and CoordinatesFile must be given.", given.path)
    return Files(
        cases=cases,
        coordinates=coordinates,
        population=given.file("PopulationFile") if given.text("ModelType") == "0" else None,
        controls=given.file("ControlFile") if given.text("ModelType") == "1" else None,
        grid=_if_used(given, "UseGridFile", "GridFile"),
        adjustments=_if_used(
            given, "UseAdjustmentsByRRFile", "AdjustmentsByKnownRelativeRisksFilename"
        ),
        start=given.time("StartDate", dates.first, precision),
        end=given.time("EndDate", dates.last, precision),
        precision=precision,
        globe=given.chosen("CoordinatesType", {"0": False, "1": True}),
        leave_out_others=given.chosen("StudyPeriodCheckType", {"0": False, "1": True}),
    )


def _if_used(given: _Given, switch: str, key: str) -> Path | None:
    """Return the file of a key where the switch asks for it. Raises ScanProblem where no file is named."""
    if not given.chosen(switch, _YES):
        return None
    path = given.file(key)
    if path is None:
        raise given.problem(switch, f"{key} must say which file.")
    return path


def _options(given: _Given) -> Options:
    early = given.chosen("PValueReportType", {"0": False, "1": False, "2": True, "3": False})
    analysis = given.chosen("AnalysisType", _ANALYSES)
    step = given.number("TimeAggregationLength", int)
    earlier = given.chosen("AdjustForEarlierAnalyses", _YES) and analysis is Analysis.PROSPECTIVE
    if analysis in (Analysis.RETROSPECTIVE, Analysis.TEMPORAL):
        given.chosen("IncludeClusters", {"0": "all"})
    if analysis is Analysis.PROSPECTIVE:
        given.chosen("ProspectiveFrequencyType", {"0": "a scan at the end of each step"})
    longest = _longest(given, step)
    ellipses = _ellipses(given)
    unit = given.chosen("TimeAggregationUnits", _UNITS)
    precision = given.chosen("PrecisionCaseTimes", _PRECISIONS)
    if analysis is not Analysis.SPATIAL and precision is Precision.NONE:
        raise given.problem(
            "PrecisionCaseTimes",
            "an analysis in time needs times of cases; say how exactly they are written.",
        )
    has_numbers = precision is Precision.NUMBER, unit is Unit.NUMBER
    if analysis is not Analysis.SPATIAL and has_numbers[0] != has_numbers[1]:
        raise given.problem(
            "TimeAggregationUnits",
            "plain numbers (4) go with times that are plain numbers (PrecisionCaseTimes=4).",
        )
    if analysis is not Analysis.SPATIAL and dates.is_finer(unit, precision):
        raise given.problem(
            "TimeAggregationUnits", "steps are finer than PrecisionCaseTimes; take longer steps."
        )
    return Options(
        model=given.chosen("ModelType", _MODELS),
        analysis=analysis,
        max_share=given.number("MaxSpatialSizeInPopulationAtRisk", float) / 100,
        max_radius=given.number("MaxSpatialSizeInDistanceFromCenter", float)
        if given.chosen("UseDistanceFromCenterOption", _YES)
        else None,
        ellipses=ellipses,
        penalty=given.chosen("NonCompactnessPenalty", _PENALTIES) if ellipses else Penalty.NONE,
        min_window=-(
            -given.number("MinimumTemporalClusterSize", int) // max(step, 1)
        ),  # in units; up
        max_window=longest if analysis is not Analysis.SPATIAL else None,
        max_window_share=given.number("MaxTemporalSize", float) / 100 if longest is None else 0.5,
        unit=unit,
        step=step,
        side=given.chosen("ScanAreas", _SIDES),
        by_weekday=given.chosen("AdjustForWeeklyTrends", _YES),
        earlier_since=given.time("ProspectiveStartDate", dates.first, precision)
        if earlier
        else None,
        secondary=given.chosen("CriteriaForReportingSecondaryClusters", _RULES)
        if given.chosen("ReportHierarchicalClusters", _YES)
        else None,
        iterations=given.number("IterativeScanMaxIterations", int)
        if given.chosen("IterativeScan", _YES)
        else 0,
        iteration_p=given.number("IterativeScanMaxPValue", float),
        gini=given.chosen("ReportGiniClusters", _YES),
        gini_p=given.number("GiniIndexClustersPValueCutOff", float),
        gini_shares=tuple(share / 100 for share in given.list("SpatialMaxima", float)),
        replicates=given.number("MonteCarloReps", int),
        stop_after=given.number("EarlyTerminationThreshold", int) if early else None,
        threads=given.number("NumberParallelProcesses", int) or None,
    )


def _longest(given: _Given, step: int) -> int | None:
    """Return the longest window in steps; None where it is given as a share of the study."""
    if given.chosen("MaxTemporalSizeInterpretation", {"0": False, "1": True}):
        return given.number("MaxTemporalSize", int) // max(step, 1)
    return None


def _ellipses(given: _Given) -> tuple[tuple[float, int], ...]:
    """Return the shapes of ellipses with their numbers of angles; none where windows are circles."""
    if not given.chosen("SpatialWindowShapeType", {"0": False, "1": True}):
        return ()
    shapes, angles = given.list("EllipseShapes", float), given.list("EllipseAngles", int)
    if len(shapes) != len(angles):
        raise given.problem(
            "EllipseAngles", "there must be one number of angles for each of EllipseShapes."
        )
    return tuple(zip(shapes, angles, strict=True))
