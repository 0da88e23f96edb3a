"""Bulk files as the national database makes them, of made-up laws."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

BOM = b"\xef\xbb\xbf"
HISTORY = (
    "1.中華民國九十九年五月二十六日總統華總一義字第 09900000001  號令制定\r\n  公布全文 5 條；並自公布日施行\r\n"
    "2.中華民國一百零六年三月一日總統華總一義字第 10600000001  號令修正公\r\n  布第 2、3 條條文\r\n"
    "  中華民國一百零七年一月一日行政院院臺法字第 1070000001 號令發布第 3 \r\n  條定自一百零七年二月一日施行\r\n"
    "3.中華民國一百零八年十二月二十五日總統華總一義字第 10800000001\r\n  號令修正公布第 1～3 、5 條條文；"
    "並增訂第 3-1 條條文；刪除第 4  \r\n  條條文；第 3-1 條施行日期由行政院定之\r\n"
)


def article(number: str, content: str, kind: str = "A") -> dict[str, str]:
    return {"ArticleType": kind, "ArticleNo": number, "ArticleContent": content}


ARTICLES = [
    article("", "第 一 章 總則", "C"),
    article("第 1 條", "為防止洩密，特制定本法。"),
    article("2", "機關應辦理：\r\n一、稽核。\r\n二、訓練：\r\n（一）新人。\r\n（二）主管。\r\n前項訓練，每年一次。"),
    article("第 3 條", "未辦理者，處罰。"),
    article("第 3-1 條", "本條另定施行日。"),
    article("", "第 二 章 附則", "C"),
    article("第 4 條", "（刪除）"),
    article("附件", "不是條文"),
    article("第 5 條", "本法自公布日施行。"),
]


def law(name: str = "防洩密法", pcode: str = "Z0000001", level: str = "法律", **fields: Any) -> dict[str, Any]:
    return {
        "LawLevel": level,
        "LawName": name,
        "LawURL": f"https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode={pcode}",
        "LawCategory": "行政＞某機關",
        "LawModifiedDate": "20191225",
        "LawEffectiveDate": "99991231",
        "LawEffectiveNote": "一百零八年十二月二十五日增訂之第 3-1  條條文，施行日期，由行政院定\r\n之。",
        "LawAbandonNote": "",
        "LawHasEngVersion": "N",
        "LawAttachements": [],
        "LawHistories": HISTORY,
        "LawForeword": "",
        "LawArticles": ARTICLES,
    } | fields


def content(*laws: dict[str, Any], date: str = "2024/10/11 上午 12:00:00") -> bytes:
    return json.dumps({"UpdateDate": date, "Laws": list(laws)}, ensure_ascii=False).encode()


def packed(path: Path, data: bytes, member: str = "ChLaw.json", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("schema.csv", "a,b")
        archive.writestr(member, data)
    return path


def plain(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches the progress."""
    del stage, done, total


GOOD = content(law())
