// The bot in Azure: see deploy/docs/azure.md.
targetScope = 'resourceGroup'

@description('A short name of small letters and digits; the resources are called after it.')
@minLength(3)
@maxLength(16)
param name string = 'activation'

param location string = resourceGroup().location

@description('The image in your registry, such as corp.azurecr.io/activation-support-bot:0.1.0.')
param image string

@description('The Azure Container Registry that holds the image, in this resource group.')
param registryName string

@secure()
@description('The administrator of the database: letters and digits only, since it becomes part of an address.')
@minLength(20)
param databasePassword string

@secure()
@description('openssl rand -base64 32')
@minLength(32)
param directLineSecret string

@description('The app registration people sign in with in the web chat; without it the web chat is closed.')
param signInClientId string = ''

@secure()
param signInClientSecret string = ''

@description('Who may come to /desk, such as group:00000000-0000-0000-0000-000000000000.')
param deskExperts string = ''

param kmsDomains string = ''

@description('Where the ingress calls the bot from; its X-Forwarded-For counts.')
param trustedProxies string = '10.20.0.0/23,100.64.0.0/10'

@minValue(1)
@maxValue(10)
param replicas int = 2

var appName = '${name}-bot'
var suffix = uniqueString(resourceGroup().id, name)
var address = 'https://${appName}.${environment.properties.defaultDomain}'
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
var imagePuller = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
var asks = empty(signInClientId) ? [] : [
  { name: 'IDENTITY_ISSUER', value: '${az.environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0' }
  { name: 'IDENTITY_CLIENT_ID', value: signInClientId }
]
var kept = {
  'database-url': 'postgres://bot:${databasePassword}@${database.properties.fullyQualifiedDomainName}:5432/bot?sslmode=verify-full'
  'direct-line-secret': directLineSecret
}
var keptForSignIn = empty(signInClientSecret) ? {} : { 'sign-in-secret': signInClientSecret }

// The bot's registration: no password that could leak or expire.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.0.0/23'
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.2.0/28'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
}

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: 'network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${suffix}'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: 'bot'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network.properties.subnets[1].id
      privateDnsZoneArmResourceId: zone.id
    }
  }
  dependsOn: [zoneLink]
}

resource databaseOfBot 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: database
  name: 'bot'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}${suffix}', 24)
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }
}

resource secrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [for entry in items(union(kept, keptForSignIn)): {
  parent: vault
  name: entry.key
  properties: { value: entry.value }
}]

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identity.id, secretsUser)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, identity.id, imagePuller)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imagePuller
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: network.properties.subnets[0].id }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: appName
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    configuration: {
      ingress: { external: true, targetPort: 3978, allowInsecure: false }
      registries: [{ server: registry.properties.loginServer, identity: identity.id }]
      secrets: [for entry in items(union(kept, keptForSignIn)): {
        name: entry.key
        keyVaultUrl: '${vault.properties.vaultUri}secrets/${entry.key}'
        identity: identity.id
      }]
    }
    template: {
      terminationGracePeriodSeconds: 30
      scale: { minReplicas: replicas, maxReplicas: replicas }
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      containers: [
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
          env: concat([
            { name: 'PUBLIC_URL', value: address }
            { name: 'TRUSTED_PROXIES', value: trustedProxies }
            { name: 'MICROSOFT_APP_TYPE', value: 'UserAssignedMSI' }
            { name: 'MICROSOFT_APP_ID', value: identity.properties.clientId }
            { name: 'MICROSOFT_APP_TENANT_ID', value: tenant().tenantId }
            { name: 'DATABASE_URL', secretRef: 'database-url' }
            { name: 'DIRECT_LINE_SECRET', secretRef: 'direct-line-secret' }
            { name: 'DESK_EXPERTS', value: deskExperts }
            { name: 'KMS_DOMAINS', value: kmsDomains }
          ], asks, empty(signInClientSecret) ? [] : [{ name: 'IDENTITY_CLIENT_SECRET', secretRef: 'sign-in-secret' }])
          probes: [
            { type: 'Startup', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 2, failureThreshold: 30 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 5 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 10, failureThreshold: 6 }
          ]
        }
      ]
    }
  }
  dependsOn: [secrets, mayReadSecrets, mayPull, databaseOfBot]
}

resource registration 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-${suffix}'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: 'Activation support'
    endpoint: '${address}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: registration
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true }
  }
}

resource directLine 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: registration
  name: 'DirectLineChannel'
  location: 'global'
  properties: {
    channelName: 'DirectLineChannel'
    properties: {
      sites: [{ siteName: 'intranet', isEnabled: true, isV1Enabled: false, isV3Enabled: true }]
    }
  }
}

output url string = address
output appId string = identity.properties.clientId
output tenantId string = tenant().tenantId
