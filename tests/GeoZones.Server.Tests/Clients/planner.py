"""Reads collections and tiles as a planner's QGIS does; prints as JSON what it got.

Arguments: the server's address, the region that is closed, a name and a password that may read it, a folder for credentials.
"""
import json
import os
import sys

ADDRESS, REGION, NAME, PASSWORD, FOLDER = sys.argv[1:]
os.environ["QGIS_AUTH_DB_DIR_PATH"] = FOLDER
os.makedirs(FOLDER, exist_ok=True)

from qgis.core import (  # noqa: E402  QGIS reads the environment when it is loaded
    QgsApplication, QgsAuthMethodConfig, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsFeatureRequest, QgsMapRendererParallelJob,
    QgsMapSettings, QgsRectangle, QgsVectorLayer, QgsVectorTileLayer, QgsWkbTypes)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

WINDOW = QgsRectangle(114.6, 35.1, 114.7, 35.2)
PIXELS = 200


def collection(name, credentials=""):
    layer = QgsVectorLayer(f"typename='{name}' url='{ADDRESS}api' pagingEnabled='true' pageSize='100' restrictToRequestBBOX='1' {credentials}", name, "OAPIF")
    if not layer.isValid():
        sys.exit(f"ERROR {name}: {layer.error().message()}")
    return layer


def features(layer, request=QgsFeatureRequest()):
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, (plain(value) for value in feature.attributes())), wkt=feature.geometry().asWkt(9)) for feature in layer.getFeatures(request)]


def plain(value):
    return value if isinstance(value, (str, bool, int, float)) else None


def within(where):
    """Features of a region, in no order that QGIS promises."""
    return QgsFeatureRequest().setFilterExpression(where)


def picture(window, credentials=""):
    """The colours of a map of the designations, and which share of it is not paper."""
    layer = QgsVectorTileLayer(f"type=xyz&url={ADDRESS}api/collections/designations/tiles/WebMercatorQuad/%7Bz%7D/%7By%7D/%7Bx%7D&zmin=0&zmax=22{credentials}", "tiles")
    if not layer.isValid():
        sys.exit(f"ERROR tiles: {layer.error().message()}")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    settings.setBackgroundColor(QColor("white"))
    degrees = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), layer.crs(), QgsCoordinateTransformContext())
    settings.setExtent(degrees.transformBoundingBox(window))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    colours = [image.pixelColor(x, y).name() for x in range(PIXELS) for y in range(PIXELS)]
    return {"errors": [error.message for error in job.errors()], "colours": len(set(colours)), "drawn": sum(colour != "#ffffff" for colour in colours) / len(colours)}


def credentials():
    """What a planner types into QGIS once, kept by it under a name."""
    authentication = QgsApplication.authManager()
    authentication.setMasterPassword("master", True)
    basic = QgsAuthMethodConfig("Basic")
    basic.setName("GeoZones")
    basic.setConfig("username", NAME)
    basic.setConfig("password", PASSWORD)
    if not authentication.storeAuthenticationConfig(basic)[0]:
        sys.exit("ERROR: the credentials cannot be kept")
    return basic.id()


def read():
    roads = collection("roads")
    named = collection("roads")
    named.setSubsetString("plan = 'zone' AND name LIKE '起重%'")
    key = credentials()
    square = QgsRectangle(114, 34, 114.1, 34.1)
    parks = collection("sub-parks", f"authcfg={key}")
    return {
        "counted": roads.featureCount(),
        "crs": roads.crs().authid(),
        "geometry": QgsWkbTypes.displayString(roads.wkbType()),
        "fields": {field.name(): field.typeName() for field in parks.fields()},
        "roads": features(roads),
        "window": features(collection("roads"), QgsFeatureRequest(WINDOW)),
        "named": features(named),
        "closed": features(parks, within(f"region = '{REGION}'")),
        "anonymous": features(collection("sub-parks"), within(f"region = '{REGION}'")),
        "tiles": picture(WINDOW),
        "closedTiles": picture(square, f"&authcfg={key}"),
        "anonymousTiles": picture(square),
    }


application = QgsApplication([], False)
application.initQgis()
print(json.dumps(read()))
sys.stdout.flush()
# Its own end crashes now and then, after everything is said.
os._exit(0)
