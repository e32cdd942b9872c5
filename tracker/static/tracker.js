// Everything works without this file; it adds the behaviour of the GOV.UK and MOJ components and one warning.
import { initAll as startGovuk } from '/static/vendor/govuk-frontend.min.js'
import { initAll as startMoj } from '/static/vendor/moj-frontend.min.js'
import { dragToOrder } from '/static/milestone-order.js'
import { warnBeforeTheEnd } from '/static/session-warning.js'

startGovuk()
startMoj()
warnBeforeTheEnd()
dragToOrder()
