"""What belongs to one activity beyond its line in the grid:
training, document, note, photos, and what its material counts to.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.page import store_record
from ...widgets.photos import PhotoStrip
from ...widgets.side_panel import Sections, pad
from ..actions import ACTIVITY_PHOTOS, change_activity
from ..rules import materials
from ..values import Activity, ActivityKind

_FIELDS = (
    RecordField[Activity](
        "document",
        "上级文号",
        help="要求开展活动的上级文件",
    ),
    RecordField[Activity]("note", "备注"),
    RecordField[Activity]("teacher", "授课人"),
    RecordField[Activity](
        "hours",
        "课时",
        Kind.NUMBER,
        help="如：2.5",
    ),
    RecordField[Activity](
        "test",
        "考核",
        help="如：闭卷，18人全部合格",
    ),
)
_ASKED_OF = {
    "teacher": (ActivityKind.TRAINING, ActivityKind.LECTURE),
    "hours": (ActivityKind.TRAINING, ActivityKind.LECTURE),
    "test": (ActivityKind.TRAINING,),
}
"""Fields that only some kinds of activities have; shown of others where somebody has filled them in."""


class DetailsPane(Sections):
    """The form and the photo strip of the activity chosen in the grid."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._activity: Activity | None = None
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, lambda: self._activity, partial(change_activity, desk.office))
        self.counted = QLabel(self)
        self.counted.setWordWrap(True)
        self.photos = PhotoStrip(desk, ACTIVITY_PHOTOS, self, title="活动照片")
        about = QWidget(self)
        layout = QVBoxLayout(about)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.counted)
        layout.addWidget(self.form, 1)
        pad(about)
        pad(self.photos)
        self.addTab(about, "活动详情")
        pad(self.photos)
        self.addTab(self.photos, "照片")

    def show_activity(self, activity: Activity | None) -> None:
        """Show an activity; what is being typed for another is stored first."""
        if activity is None or self._activity is None or activity.id != self._activity.id:
            self.form.flush()
        self._activity = activity
        for part in (self.form, self.photos):
            part.setEnabled(activity is not None)
        self.setTabText(1, f"照片 {len(activity.photos)}" if activity and activity.photos else "照片")
        self.form.show_record(
            activity.id if activity else None,
            {spec.key: getattr(activity, spec.key) if activity else None for spec in _FIELDS},
        )
        for key, kinds in _ASKED_OF.items():
            value = getattr(activity, key) if activity else None
            self.form.show_field(key, activity is None or activity.kind in kinds or bool(value))
        self.photos.set_photos(activity.id if activity else None, activity.photos if activity else ())
        self.counted.setText(_counted(activity.material) if activity else "")


def _counted(material: str) -> str:
    if not material:
        return "宣传材料写成“宣传单500份，横幅6条”，年末自动合计。"
    found = materials(material)
    return (
        f"材料计入：{'、'.join(one.words for one in found)}"
        if found
        else "材料没有写数量，不计入合计；写成“宣传单500份，横幅6条”即可。"
    )
