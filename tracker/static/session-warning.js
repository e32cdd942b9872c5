// Says five minutes beforehand that the session will end, with a button to go on (WCAG 2.2.1, ASVS 3.3.2).
// The server says with each page how many seconds are left; pages open side by side tell each other.

const WARN_BEFORE = 5 * 60
const LONGEST_DELAY = 2 ** 31 - 1

export function warnBeforeTheEnd () {
  const seconds = document.body.dataset.sessionSeconds
  if (seconds === undefined) return
  const others = new BroadcastChannel('session')
  const warning = new Warning(others)
  others.onmessage = (message) => warning.plan(message.data)
  const endsAt = Date.now() + Number(seconds) * 1000
  others.postMessage(endsAt)
  warning.plan(endsAt)
}

class Warning {
  constructor (others) {
    this.others = others
    this.region = document.createElement('div')
    this.region.className = 'app-session'
    this.region.setAttribute('role', 'alert')
    document.querySelector('.govuk-skip-link').after(this.region)
  }

  // endsAt: milliseconds since 1970 by this device's clock
  plan (endsAt) {
    clearTimeout(this.timer)
    this.region.replaceChildren()
    this.endsAt = endsAt
    this.wait(endsAt - WARN_BEFORE * 1000, () => this.warn())
  }

  wait (until, then) {
    this.timer = setTimeout(then, Math.min(Math.max(until - Date.now(), 0), LONGEST_DELAY))
  }

  warn () {
    if (this.endsAt - Date.now() <= 0) return this.sayItEnded()
    const time = new Date(this.endsAt).toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
    this.say(`You will be signed out at ${time.replace(' ', '')}. Anything you have not saved will be lost.`, this.button())
    this.wait(this.endsAt, () => this.sayItEnded())
  }

  sayItEnded () {
    this.say('You have been signed out. Copy anything you have not saved, then reload this page and sign in again.')
  }

  button () {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'govuk-button govuk-button--secondary app-session__button'
    made.textContent = 'Stay signed in'
    made.addEventListener('click', () => this.stay())
    return made
  }

  // Asking how long is left is itself a sign of life; a session at its absolute limit ends all the same.
  async stay () {
    const answer = await fetch('/session', { headers: { Accept: 'application/json' } }).catch(() => null)
    if (!answer || !answer.ok) {
      return this.say('We could not reach the service. Copy anything you have not saved, then reload this page.')
    }
    if (answer.redirected) return this.sayItEnded()
    const { seconds_left: seconds } = await answer.json()
    const endsAt = Date.now() + seconds * 1000
    if (seconds <= WARN_BEFORE) {
      this.say('You have been signed in for as long as the service allows. Save your work now, then sign in again.')
      return this.wait(endsAt, () => this.sayItEnded())
    }
    this.others.postMessage(endsAt)
    this.plan(endsAt)
    const main = document.getElementById('main-content')
    main.tabIndex = -1 // only now: a main that always takes the focus would be announced whole at every click in it
    main.focus()
    main.addEventListener('blur', () => main.removeAttribute('tabindex'), { once: true })
  }

  say (text, ...more) {
    const words = document.createElement('p')
    words.className = 'govuk-body app-session__words'
    words.textContent = text
    const row = document.createElement('div')
    row.className = 'govuk-width-container app-session__row'
    row.append(words, ...more)
    this.region.replaceChildren(row)
  }
}
