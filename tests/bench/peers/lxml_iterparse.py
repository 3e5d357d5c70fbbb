"""lxml, streaming: iterparse by the item's tag, each element emptied once it is read, typed columns."""

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

import measure
from arrow_sums import add_batch

BATCH_ROWS = 8192
TEXTS = ["company", "email", "fname", "lname", "thorUserId", "username", "endUserId"]
LISTS = ["authType", "endUserStatus", "homeCountry", "locale"]
FLAGS = {"isActive": "is_active", "enablePortalLogin": "enable_portal_login"}
COUNTS = {"numDevices": "num_devices", "numActiveDevices": "num_active_devices"}
SUMMED = [
    "is_active", "enable_portal_login", "notify_activate", "notify_suspend", "num_devices",
    "num_active_devices", "start_date",
]


def batch(users):
    def texts(name):
        return pa.array([user.get(name) for user in users], pa.string())

    def flags(name):
        return pa.array([None if (text := user.get(name)) is None else text in ("1", "true") for user in users])

    columns = {name: texts(name) for name in TEXTS}
    columns |= {name: texts(name).dictionary_encode() for name in LISTS}
    columns |= {name: flags(tag) for tag, name in FLAGS.items()}
    columns |= {"notify_activate": flags("Activate"), "notify_suspend": flags("Suspend")}
    columns |= {name: pc.cast(texts(tag), pa.int64()) for tag, name in COUNTS.items()}
    date = pc.strptime(texts("startDate"), "%m/%d/%Y", "s")
    columns["start_date"] = pc.cast(date, pa.date32())
    return pa.record_batch(columns)


def users(path):
    sums = measure.Sums()
    held = []
    for _, element in etree.iterparse(path, events=("end",), tag="endUser"):
        user = {}
        for child in element:
            if child.tag == "notifications":
                for notification in child:
                    user[notification[0].text] = notification.get("subscribe")
            else:
                user[child.tag] = child.text
        held.append(user)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        if len(held) == BATCH_ROWS:
            add_batch(sums, batch(held), SUMMED)
            held.clear()
    if held:
        add_batch(sums, batch(held), SUMMED)
    return sums


measure.run({"rest_xml": users})
