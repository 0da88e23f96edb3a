"""The page: components and their wiring. What the handlers do stands in ``handlers``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

import gradio as gr

from assistant.assembly import Assistant
from assistant.export import FORMATS
from assistant.ui import views
from assistant.ui.handlers import Handlers
from assistant.ui.session import Session

TITLE = "公務資料防洩密指引助理"
EXAMPLES = (
    "民眾資料被駭客偷走，要不要通知他們？",
    "兒子來幫爸爸問補助，可以把查到的資料印給他嗎？",
    "委外廠商做的網站，簽約要注意什麼資安事項？",
    "預設密碼可以用身分證字號嗎？",
)
INCIDENT = (
    "本所網站的場地租借系統，市民帳號預設密碼一律是生日。上週三資訊人員檢查連線紀錄時，發現同一個國外位址在半夜連續登入"
    "四百多個帳號，姓名、電話與身分證字號都可能被看到。我們已封鎖該位址並報案，也通知了系統廠商；"
    "受影響的市民預計下週才會發信通知。廠商合約裡沒有資安條款。"
)
_NOTICE = "僅供參考，不能取代法規與權責單位的認定。請勿輸入機密文書；您輸入的文字只在這台電腦上處理，不會存檔或外傳。"
#: A session that has not been used for this long, in seconds, is forgotten.
SESSION_LIFETIME = 8 * 3600


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page for ``assistant``. Each browser session has its own state; nothing is shared between them."""
    handlers = Handlers(assistant)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(
            f'<header id="masthead"><h1>{TITLE}</h1><p>每一行都引自指引原文並附出處；指引沒寫的，會說沒有。</p>'
            "</header>"
        )
        gr.HTML(f'<div id="notice" role="note">{_NOTICE}</div>')
        with gr.Tab("問指引"):
            _ask_tab(handlers)
        with gr.Tab("事件比對"):
            _check_tab(handlers)
        with gr.Tab("法規"):
            _laws_tab(handlers)
    return page


def _ask_tab(handlers: Handlers) -> None:
    session = gr.State(Session(), time_to_live=SESSION_LIFETIME)
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=360):
            conversation = gr.HTML(views.conversation(Session()), elem_id="conversation", apply_default_css=False)
            question = gr.Textbox(
                label="想問的事（Enter 送出，Shift+Enter 換行）",
                placeholder="例如：民眾資料被駭客偷走，要不要通知他們？",
                lines=1,
                max_lines=8,
                autofocus=True,
                elem_id="question",
            )
            with gr.Row():
                send = gr.Button("送出", variant="primary", elem_id="send", min_width=100)
                nearest = gr.Button("仍要看最接近的內容", elem_id="nearest", visible=False, min_width=100)
                alone = gr.Button("不要連同前文，只查這一句", elem_id="alone", visible=False, min_width=100)
                clear = gr.Button("清除對話", elem_id="clear", min_width=100)
            with gr.Column(visible=False) as saving:
                _save_row(handlers, session, "save", {"儲存這個答案": "answer", "儲存整段對話": "conversation"})
            with gr.Column(elem_classes="examples") as tried:
                gr.HTML("<p>可以這樣問：</p>")
                examples = [gr.Button(text, size="sm") for text in EXAMPLES]
        with gr.Column(scale=6, min_width=420):
            evidence = gr.HTML(
                views.evidence(None, handlers.assistant.library), elem_id="evidence", apply_default_css=False
            )
    shown = [session, conversation, evidence, question, nearest, alone, saving, tried]
    gr.on([send.click, question.submit], handlers.ask, [question, session], shown, **_QUIET)
    for button, text in zip(examples, EXAMPLES, strict=True):
        button.click(handlers.example(text), [session], shown, **_QUIET)
    nearest.click(handlers.show_nearest, [session], shown, **_QUIET)
    alone.click(handlers.drop_context, [session], shown, **_QUIET)
    clear.click(handlers.clear, None, shown, **_QUIET)


def _check_tab(handlers: Handlers) -> None:
    report = gr.State(None, time_to_live=SESSION_LIFETIME)
    with gr.Row(equal_height=False):
        with gr.Column(scale=4, min_width=360):
            description = gr.Textbox(
                label="事件經過（50 到 5,000 字最合適；姓名、電話等個資會先遮蔽）",
                placeholder="何時、哪個系統、怎麼發現、多少人的什麼資料、誰經手、目前做了哪些處置……",
                lines=12,
                max_lines=24,
                elem_id="description",
            )
            with gr.Row():
                compare = gr.Button("比對案例", variant="primary", elem_id="compare", min_width=100)
                example = gr.Button("放入範例", elem_id="check-example", min_width=100)
            with gr.Column(visible=False) as saving:
                _save_row(handlers, report, "check-save", {"儲存比對結果": "check"})
        with gr.Column(scale=7, min_width=420):
            result = gr.HTML(views.check(None, handlers.assistant.library), elem_id="result", apply_default_css=False)
    shown = [report, result, saving]
    compare.click(handlers.check, [description], shown, **{**_QUIET, "show_progress": "minimal"})
    example.click(lambda: INCIDENT, None, [description], **_QUIET)


def _laws_tab(handlers: Handlers) -> None:
    status = gr.HTML(handlers.laws(), elem_id="laws", apply_default_css=False)
    with gr.Accordion("匯入全國法規資料庫的檔案", open=False):
        files = gr.File(
            label="ChLaw.zip、ChOrder.zip（或其中的 JSON）", file_count="multiple", file_types=[".zip", ".json"]
        )
        load = gr.Button("匯入", elem_id="import-laws")

    def import_laws(chosen: list[str] | None, progress: gr.Progress = gr.Progress()) -> str:  # noqa: B008 - Gradio's own way
        return handlers.import_laws(chosen, progress)

    load.click(import_laws, [files], [status], api_visibility="private", concurrency_limit=1)


def _save_row(handlers: Handlers, session: gr.State, name: str, buttons: Mapping[str, str]) -> None:
    """A choice of format and a button for each thing to save. The file goes to the browser without touching a disk."""
    with gr.Row(elem_classes="saving"):
        chosen = gr.Radio(
            [(entry.name, key) for key, entry in FORMATS.items()],
            value="odt",
            label="檔案格式",
            elem_id=f"{name}-format",
        )
        payload = gr.Textbox(label="檔案內容", elem_classes="offstage")
        for label, what in buttons.items():
            button = gr.Button(label, elem_id=f"{name}-{what}", min_width=100)
            made = button.click(handlers.save(what), [chosen, session], [payload], **_QUIET)
            made.then(None, [payload], None, js="(file) => window.saveFile(file)", show_progress="hidden")


#: Handlers answer in milliseconds and are not part of a public API.
_QUIET = {"show_progress": "hidden", "api_visibility": "private", "queue": False}


def theme() -> gr.themes.Base:
    """Gradio's plain theme with fonts that the computer has: none is fetched."""
    fonts = ["Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", "sans-serif"]
    return gr.themes.Default(font=fonts, font_mono=["monospace"])


def style() -> str:
    """The page's style sheet."""
    return resources.files("assistant.ui").joinpath("page.css").read_text(encoding="utf-8")


def script() -> str:
    """What goes into the page's head: its language, and the guard against sending half-composed text."""
    return f"<script>{resources.files('assistant.ui').joinpath('page.js').read_text(encoding='utf-8')}</script>"
