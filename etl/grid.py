"""From longitude and latitude to the British National Grid, without a projection library.

Both steps are those of Ordnance Survey, *A guide to coordinate systems in Great Britain*, version 3.6: the Helmert
transformation from WGS84 to OSGB36 (section 6.6; good to about five metres, far below a pixel of any map here) and the
Transverse Mercator projection of annexe C. The finer OSTN15 grid shift would need a file of 10 MB and changes nothing
that a reader could see.
"""

from __future__ import annotations

from math import atan2, cos, radians, sin, sqrt, tan

AIRY = (6_377_563.396, 6_356_256.909)
"""Semi-major and semi-minor axis of the ellipsoid of OSGB36, in metres (annexe A)."""
WGS84 = (6_378_137.000, 6_356_752.3142)

_TRUE_ORIGIN = (radians(49), radians(-2))
_GRID_ORIGIN = (400_000.0, -100_000.0)
_SCALE = 0.9996012717

_SHIFT = (-446.448, 125.157, -542.060)
"""Metres from WGS84 to OSGB36 along x, y and z."""
_SIZE = 20.4894e-6
_TURN = tuple(radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))


def from_wgs84(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in metres of a point given in degrees of WGS84 (what GPS and GeoJSON use).

    Example: 1° 42′ 57.787″ E, 52° 39′ 28.723″ N is E 651,410, N 313,177 to within five metres.
    """
    x, y, z = _cartesian(radians(latitude), radians(longitude))
    (tx, ty, tz), (rx, ry, rz), size = _SHIFT, _TURN, 1 + _SIZE
    moved = (tx + size * x - rz * y + ry * z, ty + rz * x + size * y - rx * z, tz - ry * x + rx * y + size * z)
    return project(*_geodetic(*moved))


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Easting and northing of a point in radians of OSGB36, by annexe C.1.

    Example (the guide's own): 52° 39′ 27.2531″ N, 1° 43′ 4.5177″ E is E 651,409.903, N 313,177.270.
    """
    a, b = AIRY
    e2 = 1 - (b / a) ** 2
    sine, cosine, tangent = sin(latitude), cos(latitude), tan(latitude)
    nu = a * _SCALE / sqrt(1 - e2 * sine**2)
    rho = a * _SCALE * (1 - e2) / (1 - e2 * sine**2) ** 1.5
    eta2 = nu / rho - 1
    i = _meridian(latitude) + _GRID_ORIGIN[1]
    ii = nu / 2 * sine * cosine
    iii = nu / 24 * sine * cosine**3 * (5 - tangent**2 + 9 * eta2)
    iii_a = nu / 720 * sine * cosine**5 * (61 - 58 * tangent**2 + tangent**4)
    iv = nu * cosine
    v = nu / 6 * cosine**3 * (nu / rho - tangent**2)
    vi = nu / 120 * cosine**5 * (5 - 18 * tangent**2 + tangent**4 + 14 * eta2 - 58 * tangent**2 * eta2)
    east = longitude - _TRUE_ORIGIN[1]
    return (
        _GRID_ORIGIN[0] + iv * east + v * east**3 + vi * east**5,
        i + ii * east**2 + iii * east**4 + iii_a * east**6,
    )


def _meridian(latitude: float) -> float:
    """The developed arc of the meridian from the true origin (equation C3)."""
    a, b = AIRY
    n = (a - b) / (a + b)
    less, more = latitude - _TRUE_ORIGIN[0], latitude + _TRUE_ORIGIN[0]
    return (
        b
        * _SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    """A point on the ellipsoid of WGS84 as x, y, z (annexe B.1; its height hardly moves it on the ground)."""
    a, b = WGS84
    e2 = 1 - (b / a) ** 2
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    return (
        nu * cos(latitude) * cos(longitude),
        nu * cos(latitude) * sin(longitude),
        (1 - e2) * nu * sin(latitude),
    )


def _geodetic(x: float, y: float, z: float) -> tuple[float, float]:
    """Latitude and longitude on the ellipsoid of OSGB36, by iteration (annexe B.2); five rounds reach a micrometre."""
    a, b = AIRY
    e2 = 1 - (b / a) ** 2
    out = sqrt(x**2 + y**2)
    latitude = atan2(z, out * (1 - e2))
    for _ in range(5):
        nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), out)
    return latitude, atan2(y, x)
