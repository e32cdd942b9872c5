// Milestones can be dragged to another place of their list. Each has a form whose buttons move it by one; dropping it
// sends that form with the place it was dropped on, so that the server does the same as for a button.

export function dragToOrder () {
  for (const list of document.querySelectorAll('[data-module="app-order"]')) {
    let dragged = null
    for (const item of list.children) {
      item.draggable = true
      item.addEventListener('dragstart', (event) => {
        dragged = item
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', item.id)
      })
      item.addEventListener('dragover', (event) => {
        if (dragged === null || dragged === item) return
        event.preventDefault()
        item.classList.add('app-order__over')
      })
      item.addEventListener('dragleave', () => item.classList.remove('app-order__over'))
      item.addEventListener('dragend', () => { dragged = null })
      item.addEventListener('drop', (event) => {
        event.preventDefault()
        item.classList.remove('app-order__over')
        if (dragged !== null && dragged !== item) send(dragged.querySelector('form'), item.dataset.place)
      })
    }
  }
}

function send (form, place) {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'to'
  field.value = place
  form.append(field)
  form.submit()
}
