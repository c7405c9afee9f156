"""Every constant of the simulation, with its source.

Sources: *Gut* = Wang K et al., Gut 2019;68:729-741 (table 1 and methods); *screens* = measured on freely
licensed SuperSonic muscle screens; everything else is **our assumption** and marked so.
What a screen carries beyond its mean stiffness (`TEXTURE`) is wholly an assumption: no simulated
figure says how well a network does on real livers.
"""

from __future__ import annotations

from dataclasses import dataclass

ACQUISITIONS = 5  # Gut: five screens a patient

# --- Patients -------------------------------------------------------------------------------------

# Gut, all 398 patients: F0-1 16.3 %, F2 27.4 %, F3 31.7 %, F4 24.6 %.
# Assumption: a quarter of F0-1 is F0 (the paper does not split it).
STAGE_SHARES = (0.041, 0.122, 0.274, 0.317, 0.246)

MALE_SHARE = 0.666  # Gut
AGE_MEAN, AGE_SD = 38.6, 12.1  # Gut, years
AGE_RANGE = (16.0, 85.0)  # assumption
BMI_MEAN, BMI_SD = 22.8, 3.26  # Gut, kg/m2
BMI_RANGE = (14.0, 42.0)  # assumption

INFLAMMATION_SHARES = (0.003, 0.344, 0.372, 0.281)  # Gut: A0 to A3
INFLAMMATION_WITH_STAGE = 0.35  # assumption: correlation of the latent grade with the stage


@dataclass(frozen=True, slots=True)
class Laboratory:
    """One value: mean and SD (Gut, table 1); its correlations with stage and inflammation (assumptions).

    `stage`, `inflammation`, `liver_cells` are correlations of the value's latent normal with
    the stage, the inflammation grade and a factor that AST, ALT, GGT and DB share.
    """

    mean: float
    sd: float
    stage: float
    inflammation: float
    liver_cells: float = 0.0
    decimals: int = 1


# Assumption: how far apart the stages are in inflammation.
INFLAMMATION_STEPS = (0.0, 0.2, 0.4, 1.2, 3.0)
# Assumption, set by experiment so that APRI and FIB-4 reach the papers' AUCs (held by a test): how far apart
# the stages are in blood. Their AUCs for >=F2 (0.56, 0.58) ask for an F0-1 no better than F2: who is
# biopsied with little fibrosis is so for a lively hepatitis.
SERUM_STEPS = (0.5, 0.5, 0.0, 1.0, 2.45)
LABORATORY = {
    "plt": Laboratory(177.8, 64.0, -0.30, 0.0, 0.0, 0),
    "ast": Laboratory(43.9, 46.5, 0.25, 0.28, 0.78, 0),
    "alt": Laboratory(54.9, 53.9, 0.00, 0.25, 0.80, 0),
    "ggt": Laboratory(47.5, 62.1, 0.18, 0.15, 0.40, 0),
    "alp": Laboratory(83.8, 33.5, 0.08, 0.08, 0.15, 0),
    "db": Laboratory(5.3, 5.2, 0.12, 0.10, 0.20),
    "ib": Laboratory(10.9, 5.8, 0.08, 0.05, 0.12),
    "alb": Laboratory(44.8, 26.5, -0.12, -0.05),  # the SD is as printed, though wider than albumin can be
    "pt": Laboratory(90.7, 13.1, -0.18, -0.08),
    "fbg": Laboratory(5.2, 1.2, 0.05, 0.0),
}  # TB is DB + IB: 16.2 where the table prints 15.9

# --- Stiffness: level -----------------------------------------------------------------------------

# Assumption, set by experiment so that the LSM's AUCs come near the papers' (F4 0.86, >=F3 0.85,
# >=F2 0.77): median kPa by stage of a liver with inflammation A1-A2, and SD of its logarithm.
LEVEL_KPA = (6.0, 6.5, 6.95, 9.0, 13.2)
LEVEL_LOG_SD = 0.30
# Assumption: necro-inflammation stiffens livers without cirrhosis; log units by grade.
INFLAMMATION_LOG = (-0.08, -0.06, 0.0, 0.14)
INFLAMMATION_LOG_F4 = (0.0, 0.0, 0.0, -0.10)

# Between acquisitions: SD of the logarithm, log-normal over patients (IQR/median of 5 to 25 %).
BETWEEN_LOG_SD_MEDIAN = 0.085
BETWEEN_LOG_SD_SPREAD = 0.45
QBOX_LOG_SD = 0.04  # assumption, fast path: Q-Box mean against the acquisition's mean

# --- Stiffness: what the screen carries beyond the mean (assumption) ------------------------------


@dataclass(frozen=True, slots=True)
class Texture:
    """What a site of the liver is like; `TEXTURE` has the medians by stage, `signal` who has which."""

    relative_sd: float  # SD of log stiffness in space
    correlation_mm: float
    nodularity: float  # contrast of nodules and septa, log units
    nodule_mm: float
    coarseness_db: float  # of the B-mode parenchyma


TEXTURE = (
    Texture(0.085, 4.0, 0.00, 6.0, 0.8),
    Texture(0.090, 4.0, 0.01, 6.0, 0.9),
    Texture(0.110, 4.4, 0.02, 6.0, 1.1),
    Texture(0.150, 5.4, 0.08, 6.5, 1.7),
    Texture(0.210, 6.6, 0.20, 7.5, 2.4),
)
LATERAL_STRETCH = 0.75  # correlation across the beam over that along it (screens: blobs stand upright)
DEPTH_TREND_SD = 0.05  # log units from top to bottom of the box
SCANNER_SMOOTHING_MM = 0.8  # of the shown map
KPA_RANGE = (0.2, 250.0)

# --- Signal: voids --------------------------------------------------------------------------------

VOID_SHARE_MEDIAN = 0.015  # of the box
VOID_SHARE_SPREAD = 1.1  # SD of its logarithm
POOR_ACQUISITION_SHARE = 0.06  # acquisitions with a shadow or little signal
POOR_VOID_SHARE = (0.15, 0.45)
VOID_SHARE_MAX = 0.6

# --- Hospitals A to L: presets as sites differ (assumption) ---------------------------------------


@dataclass(frozen=True, slots=True)
class Hospital:
    """How one site sets its scanner.

    `chinese_share` is the share of its screens in the Chinese interface; `panel` where the
    Q-Box panel stands: ``left`` under the parameter column or ``right`` under the bar.
    """

    letter: str
    scale_max_kpa: int
    opacity_percent: int
    gain_percent: int
    dynamic_range_db: int
    depth_mm: int
    chinese: bool
    panel: str


HOSPITALS = (
    Hospital("A", 40, 100, 50, 66, 85, True, "left"),
    Hospital("B", 30, 70, 54, 60, 80, True, "right"),
    Hospital("C", 40, 60, 48, 72, 95, False, "left"),
    Hospital("D", 50, 100, 52, 66, 85, True, "left"),
    Hospital("E", 70, 50, 46, 69, 105, False, "right"),
    Hospital("F", 40, 80, 56, 63, 75, True, "left"),
    Hospital("G", 30, 100, 50, 66, 95, False, "right"),
    Hospital("H", 40, 70, 52, 60, 110, True, "right"),
    Hospital("I", 50, 60, 44, 72, 90, True, "left"),
    Hospital("J", 40, 90, 58, 66, 80, False, "left"),
    Hospital("K", 70, 80, 50, 63, 90, True, "right"),
    Hospital("L", 40, 100, 48, 69, 85, True, "left"),
)
OTHER_SCALE_SHARE = 0.08  # patients examined with another scale maximum than the site's
SCALES_KPA = (30, 40, 50, 70)

# --- Probe and box --------------------------------------------------------------------------------

PROBE_RADIUS_MM = 60.0  # assumption: abdominal convex probe
PROBE_HALF_ANGLE_DEG = 33.0  # assumption
BOX_HEIGHT_MM = (27.0, 31.0)  # Gut: 4 x 3 cm
BOX_WIDTH_MM = (32.0, 40.0)
BOX_BELOW_CAPSULE_MM = (10.0, 20.0)  # Gut: 1-2 cm under the capsule
BOX_MAX_SIDE_PX = 246  # at 1080 lines: the 250 px ROI must hold it
CAPSULE_DEPTH_MM = (13.0, 24.0)  # grows with BMI
QBOX_DIAMETER_MM = (15.0, 20.0)  # Gut: 2 cm

QBOX_MARGIN_MM = 1.0  # the circle's distance from the box's edge
QBOX_TRIES = 24  # places the sonographer weighs: fewest voids, then calmest
STABILITY_BASE, STABILITY_PER_VOID, STABILITY_PER_CV = 99.0, 60.0, 18.0  # stability index, assumption

# --- B-mode (assumption: textbook figures of a 3 MHz abdominal image) -----------------------------

AXIAL_SD_MM = 0.32
LATERAL_SD_DEG = (0.26, 0.62)  # in focus, out of focus
FOCUS_MM, FOCUS_LENGTH_MM = 55.0, 30.0
SPECKLE_LOOKS = 2  # spatial compounding
EXTRA_ATTENUATION_DB_PER_MM = 0.05  # left over after TGC
CHROMA_BLUE = 7  # screens: B-mode and grey bar are a little bluish

# --- The scanner's layout, fractions of the frame (screens) ---------------------------------------

REFERENCE_HEIGHT_PX = 1080
HEADER_BOTTOM = 0.082
FOOTER_TOP = 0.974
TOP_PANEL = (0.217, 0.132, 0.756, 0.538)
BOTTOM_PANEL = (0.217, 0.547, 0.756, 0.953)
COLOUR_BAR = (0.962, 0.130, 0.975, 0.333)
GREY_BAR = (0.949, 0.130, 0.956, 0.333)
OUTLINE_COLOUR = (236, 160, 32)
TEXT_COLOUR = (190, 190, 190)
BAND_COLOUR = (18, 18, 18)

# --- Echo levels of the B-mode picture, dB around the parenchyma's (assumptions, judged by eye) ----

DIAPHRAGM_AT, DIAPHRAGM_SHARE = (0.88, 1.12), 0.6  # of the depth; share of screens that show it
SHADOW_SHARE, SHADOW_ANGLE, SHADOW_WIDTH = 0.35, (0.36, 0.56), 0.06  # of a rib; rad from the axis
VESSEL_RADIUS_MM, VESSEL_LOG_SD, VESSEL_RADIUS_RANGE_MM = 0.8, 0.6, (0.5, 4.5)
VESSEL_LENGTH_RADII = (1.0, 9.0)
VESSEL_WALL_SHARE, VESSEL_WALL_DB = 0.6, 9  # portal veins have bright walls
SLOW_ECHO_DB, BRIGHT_ECHO_DB = 2.0, 5.0
FAT_DB, FAT_STRIPES_DB = -7, 5.0
MUSCLE_DB, MUSCLE_STRIPES_DB = -5, 6.5
SKIN_DB, FASCIA_DB, CAPSULE_DB = 16, 15, 17
SIDE_LOSS_DB = -7.0  # at the sector's sides
NOISE_DB, NOISE_DB_PER_MM = -44, 0.10  # receiver noise, raised with depth by time-gain compensation
MEAN_LEVEL, GAIN_DB_PER_PERCENT = 0.62, 0.45  # of the dynamic range; of the gain knob

# --- Signal quality of the shear waves (assumptions): where it is lowest, the box is void -----------

QUALITY_PATCH_MM, QUALITY_GRAIN = 1.6, 0.35
QUALITY_LOSS_DEEP, QUALITY_LOSS_SIDES, SHADOWED_LOSS = 0.9, 0.8, 6.0
NOISY_MARGIN, NOISY_LOG_SD = 0.25, 0.25  # beside voids the map is noisy
NODULE_SD = 0.8  # of a nodule's stiffness, in units of the nodular part
