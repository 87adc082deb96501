"""A page that is not ChatApp's, with rows and a field of its own."""

PAGE = """<!doctype html><meta charset="utf-8"><title>Not ChatApp</title>
<div id="feed" style="overflow-y: auto; height: 300px; width: 400px"></div>
<form onsubmit="field.value = ''; return false">
  <input id="field" aria-label="Напишите сообщение..."><button aria-label="Отправить">→</button>
</form>
<script>
  const add = (text, count = 1) => {
    const rows = Array.from({ length: count }, () => {
      const row = document.createElement('article')
      row.className = 'message-row'
      row.innerHTML = '<p class="message-sender"> Вы </p><span class="message-text"></span>'
      row.lastChild.textContent = text
      return row
    })
    feed.append(...rows)
    return rows[0]
  }
</script>"""
