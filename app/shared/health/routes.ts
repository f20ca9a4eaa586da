import router from '@adonisjs/core/services/router'

const LivenessController = () => import('./liveness_controller.js')
const ReadinessController = () => import('./readiness_controller.js')

router.get('/health/live', [LivenessController, 'show']).as('health.live')
router.get('/health/ready', [ReadinessController, 'show']).as('health.ready')
