// Excel 2019 and older with a volume licence shows add-ins in Internet Explorer's engine, some retail
// copies in the first Edge; the pane runs in neither. This is plain ES5, which those engines read: it
// shows the notice of taskpane.html, whose link opens the page in a real browser.
function isTooOld(agent) {
  return /Trident\/|MSIE |Edge\/\d/.test(agent)
}

function showNotice() {
  document.getElementById('old-browser').removeAttribute('hidden')
}

if (isTooOld(navigator.userAgent)) document.addEventListener('DOMContentLoaded', showNotice)
