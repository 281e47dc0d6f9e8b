export { flat as urlpatterns } from './routes'
